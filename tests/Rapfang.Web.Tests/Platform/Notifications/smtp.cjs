// A mail server for tests: node smtp.cjs PORT. Says its port, then a line of JSON for each mail it takes.
const { SMTPServer } = require('smtp-server');

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo({ address }, session, callback) {
    if (address.startsWith('nobody@')) {
      return callback(Object.assign(new Error(`5.1.1 <${address}> no such user here`), { responseCode: 550 }));
    }
    if (address.startsWith('later@')) {
      return callback(Object.assign(new Error('4.2.1 try again later'), { responseCode: 450 }));
    }
    callback();
  },
  onData(stream, session, callback) {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(one => one.address).join(' ');
      process.stdout.write(JSON.stringify({ to, raw: Buffer.concat(parts).toString('latin1') }) + '\n');
      callback();
    });
  },
});
server.on('error', () => {}); // A sender that breaks off is its own business.
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write(`${server.server.address().port}\n`));
process.stdin.on('end', () => process.exit()).resume(); // Never outlives the test.
