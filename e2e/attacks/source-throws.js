// Throws before the function is there.
throw { toString() { throw new Error('unprintable'); } };
