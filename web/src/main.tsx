import { createRoot } from "react-dom/client";
import { Console } from "./routes";
import "./styles.css";
import { startWords } from "./words";

startWords();
const root = document.getElementById("root");
if (root) createRoot(root).render(<Console />);
