/** What a request to a reference server may weigh, whoever reads its body (contract C0). */
export const bodyLimitBytes = 1024 * 1024;
