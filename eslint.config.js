import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "node_modules/", "var/", "dist/", "samples/", "test/golden/", "src/pages/enhance.js", "src/pages/framework-dom.js", "src/pages/local-requests.js", "src/pages/guard-servers.js", "src/demands/verifier/*.js", "src/portal/passkeys.js", "bin/", "scripts/",
      "eslint.config.js",
    ],
  }, // prettier-ignore
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-console": "error",
      eqeqeq: ["error", "smart"],
    },
  },
  { files: ["bench/**"], rules: { "no-console": "off" } },
  {
    // Tests read JSON that the program printed: what is in it is what they assert.
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
);
