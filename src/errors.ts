/** 0 done · 1 could not · 2 wrong usage · 3 done, but a stated limit was passed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** An error whose message is meant for the person at the terminal: no stack trace unless --debug. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}

/** What the system's error codes mean to a person; the original stays as `cause`. */
export function explainSystemError(error: unknown, where: string): CommandError {
  if (error instanceof CommandError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOSPC" || /no space left|disk full|out of disk/i.test(message)) {
    return new CommandError(`${where}: no space left on the disk: free some and run it again`, 1, {
      cause: error,
    });
  }
  if (code === "ELOOP")
    return new CommandError(`${where}: a link that leads back to itself`, 1, { cause: error });
  if (code === "ENOENT") return new CommandError(`${where}: no such file`, 1, { cause: error });
  if (code === "EACCES" || code === "EPERM") {
    return new CommandError(`${where}: permission denied`, 1, { cause: error });
  }
  return new CommandError(`${where}: ${firstLine(message)}`, 1, { cause: error });
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
