// Python's grammar, fetched when somebody writes in it.
export { python } from "@codemirror/legacy-modes/mode/python";
