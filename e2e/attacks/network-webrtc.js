// Reaches out over WebRTC and beacons.
__SOLUTION__
const target = '__ORIGIN__/breach/webrtc';
try {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + new URL(target).host }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
} catch {}
try { navigator.sendBeacon(target, 'x'); } catch {}
try { reportError(new Error(target)); } catch {}
function handleRequest(request) {
  return answer(request);
}
