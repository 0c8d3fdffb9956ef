import { createRoot } from "react-dom/client";
import { Console } from "./routes";
import "./styles.css";
import { nonceStyles } from "./ui/nonce";
import { startWords } from "./words";

nonceStyles();
startWords();
const root = document.getElementById("root");
if (root) createRoot(root).render(<Console />);
