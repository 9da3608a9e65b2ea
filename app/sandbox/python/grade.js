// Runs a learner's Python over the cases of a challenge, as `agent/grade.js` does with JavaScript, and says the same lines.
import { startCall, takeLogs } from '../agent/console.js';
import { flush, observe } from '../agent/grade.js';
import { now, say } from '../agent/host.js';
import { apply, quoteJson, slice } from '../agent/taken.js';
import { encodeThrown } from '../agent/values.js';

/** Asks Python; where not even its harness could go on, as without memory, what it says of that. */
function asked(run, orElse) {
  try {
    return run();
  } catch (error) {
    return orElse(error);
  }
}

/** What came through the harness: an error of Python by its own name, or the engine's. */
function broken(error) {
  if (error?.name !== 'PythonError') return encodeThrown(error);
  const lines = error.message.trim().split('\n');
  const message = lines[lines.length - 1].replace(/^\w+(: |$)/, '');
  return '["e",' + quoteJson(error.type) + ',' + quoteJson(message) + ',""]';
}

/** Loads the code and runs every case: a list of calls, `[request, clock]` each. */
export function grade(python, source, entry, cases, world) {
  startCall();
  const why = asked(() => python.load(source, entry), (error) => '["load-error",' + broken(error) + ',0,0,');
  if (why !== '') {
    say(why + takeLogs() + ']');
    return;
  }
  say('["loaded",' + takeLogs() + ']');
  let index = 0;
  for (let at = 0; at < cases.length; at += 1) {
    const calls = cases[at];
    python.begin();
    for (let it = 0; it < calls.length; it += 1) {
      const request = quoteJson(calls[it][0]);
      const began = startCall();
      const seen = asked(() => python.call(request, calls[it][1], world), (error) => 't' + broken(error));
      observe(index, seen[0] === 't' ? 'throw' : 'return', apply(slice, seen, [1]), now() - began);
      index += 1;
    }
  }
  flush();
  say('["end"]');
}
