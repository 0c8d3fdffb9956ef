// A change made on the server: failure shown as a message, success refreshes
// what it touched.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { createElement } from "react";
import { useWords } from "../words";
import { FailureWords } from "./ArticleRef";

interface Options<V, R> {
  run: (value: V) => Promise<R>;
  /** First parts of the query keys that may have changed. */
  touches: readonly string[];
  done?: (result: R) => void;
  /** Text of the success message; "" for none. */
  said?: string;
}

export function useChange<V, R>({ run, touches, done, said }: Options<V, R>) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { t } = useWords();
  return useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      await Promise.all(touches.map((key) => client.invalidateQueries({ queryKey: [key] })));
      const text = said ?? t("state.saved");
      if (text !== "") void message.success(text);
      done?.(result);
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 6),
  });
}
