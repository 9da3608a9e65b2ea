// Ends in a comment without a new line.
__SOLUTION__
const handleRequest = answer; // and that is all
