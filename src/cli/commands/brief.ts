export async function briefCommand(..._: unknown[]): Promise<0> { return 0; }
