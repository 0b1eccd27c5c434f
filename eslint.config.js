import js from "@eslint/js";
import globals from "globals";
import noUnsanitized from "eslint-plugin-no-unsanitized";

// Markup from strings is how an extension page gets robbed; h() makes every element instead.
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"].map((name) => ({
  selector: `MemberExpression[property.name="${name}"]`,
  message: "Elements come from h(); text is always text.",
}));

export default [
  { ignores: [".venv/", "build/", "dist/"] },
  js.configs.recommended,
  noUnsanitized.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, globals: globals.browser },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-restricted-syntax": ["error", ...MARKUP],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "localStorage"],
    },
  },
  {
    files: ["extension/**"],
    languageOptions: { globals: { chrome: "readonly" } },
  },
  {
    // A screen is (state, actions) => Node: it knows no other screen, no port and no storage.
    files: ["extension/{popup,app}/screens/*.js"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["./*", "**/link.js", "**/main.js", "**/background/*"] },
      ],
      "no-restricted-globals": ["error", "chrome", "fetch", "XMLHttpRequest", "localStorage"],
    },
  },
  {
    files: ["tests/**", "host/**/*.mjs"],
    languageOptions: { globals: { ...globals.node, chrome: "readonly" } },
  },
];
