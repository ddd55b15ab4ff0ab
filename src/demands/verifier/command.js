// Usage: node verify.mjs PACKAGE [KEY]. "node verify.mjs ." checks the unpacked folder that one is in. PACKAGE is the folder or the zip archive of a response, KEY the id of the key that
// the desk publishes. Exits with 0 where everything is as it was signed, with 1 where anything is not.
const [path, key] = process.argv.slice(2);
if (path === undefined || (key !== undefined && !isKeyId(key))) {
  console.error(
    "usage: node verify.mjs PACKAGE [KEY], where PACKAGE is a .zip or its unpacked folder (. for this one)",
  );
  process.exit(2);
}
const report = await verifyPath(path, key);
console.log(reportLines(report, key).join("\n"));
process.exit(report.faults.length === 0 ? 0 : 1);
