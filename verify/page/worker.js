// Runs the verifier beside the page. It gets the file as a handle and reads slices of it.
self.onmessage = async (message) => {
  const { file, policy, code } = message.data;
  const reader = new FileReaderSync();
  self.shiheng = {
    size: file.size,
    policy,
    read: (at, n) => new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + n))),
    progress: (done, total) => self.postMessage({ done, total }),
    failed: (text) => self.postMessage({ failed: text }),
    done: (text) => self.postMessage({ result: text }),
  };
  try {
    const go = new Go();
    const { instance } = await WebAssembly.instantiate(code, go.importObject);
    await go.run(instance);
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
