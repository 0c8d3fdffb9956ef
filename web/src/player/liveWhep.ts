// Live by WebRTC (WHEP): the lowest delay, H.264 without B-frames only.

const FIRST_PICTURE_MS = 3_000;
const GATHER_MS = 400;

/** Why WHEP did not come about; the caller falls back to Media Source. */
export class WhepFailure extends Error {
  /** True when trying again on another camera would fail alike (network, browser). */
  readonly general: boolean;
  constructor(reason: string, general: boolean) {
    super(reason);
    this.general = general;
  }
}

export function whepPossible(): boolean {
  if (typeof RTCPeerConnection === "undefined") return false;
  const found = RTCRtpReceiver.getCapabilities("video")?.codecs.some((c) => c.mimeType.toLowerCase() === "video/h264");
  return found === true;
}

export class LiveWhep {
  private readonly peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  private readonly video: HTMLVideoElement;
  private readonly onLost: () => void;
  private readonly stop = new AbortController();
  private location = "";
  private closed = false;
  private shown = false;

  /** onLost is called once when a picture that was there is lost. */
  constructor(video: HTMLVideoElement, onLost: () => void) {
    this.video = video;
    this.onLost = onLost;
  }

  /** Resolves when the first picture is on screen; rejects with WhepFailure. */
  async open(url: string): Promise<void> {
    const first = this.firstPicture();
    // A failure of the offer closes the peer and leaves this one unwatched.
    first.catch(() => undefined);
    try {
      await this.offer(url);
      await first;
      this.shown = true;
    } catch (error) {
      this.close();
      throw error instanceof WhepFailure ? error : new WhepFailure(String(error), true);
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stop.abort();
    this.video.srcObject = null;
    this.release();
  }

  /** Ends the session on the server first: a peer that closes earlier ends it there too, and the DELETE would find nothing. */
  private release(): void {
    const { peer, location } = this;
    if (location === "") {
      peer.close();
      return;
    }
    void fetch(location, { method: "DELETE", keepalive: true })
      .catch(() => undefined)
      .finally(() => peer.close());
  }

  private async offer(url: string): Promise<void> {
    this.peer.addTransceiver("video", { direction: "recvonly" });
    this.peer.addTransceiver("audio", { direction: "recvonly" });
    const stream = new MediaStream();
    this.peer.ontrack = (event) => {
      // As close to live as the jitter allows.
      if ("jitterBufferTarget" in event.receiver) event.receiver.jitterBufferTarget = 0;
      stream.addTrack(event.track);
      if (this.video.srcObject !== stream) this.video.srcObject = stream;
      void this.video.play().catch(() => undefined);
    };
    await this.peer.setLocalDescription(await this.peer.createOffer());
    await this.gathered();
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/sdp" },
      body: this.peer.localDescription?.sdp ?? "",
      signal: this.stop.signal,
    });
    if (answer.status !== 201) throw new WhepFailure(`answer ${answer.status}`, answer.status >= 500 || answer.status === 404);
    this.location = answer.headers.get("location") ?? "";
    if (this.closed) {
      this.release();
      throw new WhepFailure("closed", false);
    }
    await this.peer.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  }

  private gathered(): Promise<void> {
    if (this.peer.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      window.setTimeout(resolve, GATHER_MS);
      this.peer.addEventListener("icegatheringstatechange", () => {
        if (this.peer.iceGatheringState === "complete") resolve();
      });
    });
  }

  private firstPicture(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = window.setTimeout(() => {
        this.stop.abort();
        reject(new WhepFailure("no picture in time", true));
      }, FIRST_PICTURE_MS);
      this.video.requestVideoFrameCallback(() => {
        window.clearTimeout(timer);
        resolve();
      });
      this.peer.addEventListener("connectionstatechange", () => {
        const s = this.peer.connectionState;
        if (s !== "failed" && s !== "closed" && s !== "disconnected") return;
        if (this.shown && !this.closed && s !== "closed") {
          this.location = ""; // the server lost the session too
          this.close();
          this.onLost();
        } else if (s === "failed") {
          window.clearTimeout(timer);
          reject(new WhepFailure("ice failed", true));
        }
      });
    });
  }
}
