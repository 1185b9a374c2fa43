/** What `--strict` and `project.strict` may be strict about (report.md, "How a status comes about" 6), in code-unit order. */
export const STRICT = ['declared', 'gaps', 'needs-attestation', 'not-assessed', 'waived'] as const;
