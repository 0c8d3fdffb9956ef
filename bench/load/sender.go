package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/textproto"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/ipv4"
)

// sent counts what left, over all streams.
type sent struct {
	Packets, Bytes, Pictures atomic.Uint64
	Late                     atomic.Uint64 // pictures more than 200 ms behind their time
	Playing                  atomic.Int64
}

// totals is how a sender child tells its figures, one line of JSON each time it
// reads a line.
type totals struct {
	Packets, Bytes, Pictures, Late uint64
	Playing                        int64
}

// runSender is the child process that sends. It prints "ready ADDRESS", then
// answers each line on its standard input with its totals, and ends with it.
func runSender(ctx context.Context, o options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c, err := makeClip(o.kind)
	if err != nil {
		return err
	}
	var count sent
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	switch {
	case o.kind == "rtsp":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		context.AfterFunc(ctx, func() { l.Close() })
		fmt.Println("ready", l.Addr())
		running.Go(func() { serveRTSP(ctx, l, c, &count) })
	case o.password != "":
		if err := startFleet(ctx, o, c, &count, &running); err != nil {
			return err
		}
		fmt.Println("ready -")
	default:
		if err := sendPlain(ctx, o, c, &count, &running); err != nil {
			return err
		}
		fmt.Println("ready -")
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if in.Text() == "stop" {
			stop()
			running.Wait()
		}
		b, err := json.Marshal(totals{count.Packets.Load(), count.Bytes.Load(), count.Pictures.Load(), count.Late.Load(), count.Playing.Load()})
		if err != nil {
			return err
		}
		fmt.Println(string(b))
	}
	return in.Err()
}

// pace calls send for every picture at its time, until ctx ends or send fails.
// Streams begin spread over a picture's length and over a group's, as cameras
// do that were not switched on together.
func pace(ctx context.Context, n, of int, count *sent, p *player, send func(p *player) error) error {
	const length = time.Second / frameRate
	p.pic = n * groupSize / max(of, 1) // first send the rest of a group
	first := p.pic
	begin := time.Now().Add(length * time.Duration(n) / time.Duration(max(of, 1)))
	count.Playing.Add(1)
	defer count.Playing.Add(-1)
	for {
		due := begin.Add(time.Duration(p.pic-first) * length)
		if err := sleep(ctx, time.Until(due)); err != nil {
			return err
		}
		if time.Since(due) > 200*time.Millisecond {
			count.Late.Add(1)
		}
		if err := send(p); err != nil {
			return err
		}
		count.Pictures.Add(1)
	}
}

// serveRTSP is the smallest server that a client over TCP accepts. Path /n is
// stream n.
func serveRTSP(ctx context.Context, l net.Listener, c *clip, count *sent) {
	var running sync.WaitGroup
	defer running.Wait()
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		running.Go(func() {
			defer conn.Close()
			stop := context.AfterFunc(ctx, func() { conn.Close() })
			defer stop()
			_ = session(ctx, conn, c, count, &running) // a client that goes ends its session
		})
	}
}

// session answers one client's requests; PLAY starts the pictures.
func session(ctx context.Context, conn net.Conn, c *clip, count *sent, running *sync.WaitGroup) error {
	in := textproto.NewReader(bufio.NewReader(conn))
	var writing sync.Mutex
	say := func(s string) error {
		writing.Lock()
		defer writing.Unlock()
		_, err := conn.Write([]byte(s))
		return err
	}
	for {
		line, err := in.ReadLine()
		if err != nil {
			return err
		}
		if line == "" || line[0] == '$' {
			continue // receiver reports are small and hold no line ends worth reading
		}
		header, err := in.ReadMIMEHeader()
		if err != nil {
			return err
		}
		method, rest, _ := strings.Cut(line, " ")
		url, _, _ := strings.Cut(rest, " ")
		answer := "RTSP/1.0 200 OK\r\nCSeq: " + header.Get("Cseq") + "\r\nSession: 1\r\n"
		switch method {
		case "OPTIONS":
			answer += "Public: DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n\r\n"
		case "DESCRIBE":
			body := "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=load\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n" +
				"a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:trackID=0\r\n"
			answer += fmt.Sprintf("Content-Base: %s/\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", url, len(body), body)
		case "SETUP":
			answer += "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"
		default:
			answer += "\r\n"
		}
		if err := say(answer); err != nil {
			return err
		}
		if method == "PLAY" {
			n := 0
			_, _ = fmt.Sscanf(url[strings.LastIndex(strings.TrimSuffix(url, "/"), "/")+1:], "%d", &n)
			running.Go(func() { playTCP(ctx, conn, &writing, n, c, count) })
		}
	}
}

// playTCP writes each picture's packets, interleaved, in one call.
func playTCP(ctx context.Context, conn net.Conn, writing *sync.Mutex, n int, c *clip, count *sent) {
	var buf []byte
	_ = pace(ctx, n, 100, count, &player{clip: c, ssrc: uint32(n + 1)}, func(p *player) error {
		var packets [][]byte
		buf, packets = p.next(buf, 4)
		for _, b := range packets {
			b[0], b[1] = '$', 0
			binary.BigEndian.PutUint16(b[2:], uint16(len(b)-4))
		}
		writing.Lock()
		defer writing.Unlock()
		if _, err := conn.Write(buf); err != nil {
			return err
		}
		count.Packets.Add(uint64(len(packets)))
		count.Bytes.Add(uint64(len(buf)))
		return nil
	}) // ends with the connection
}

// sendPlain sends streams to consecutive ports, for the reference receiver.
func sendPlain(ctx context.Context, o options, c *clip, count *sent, running *sync.WaitGroup) error {
	first, err := netip.ParseAddrPort(o.address)
	if err != nil {
		return err
	}
	for n := range o.n {
		conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			return err
		}
		to := netip.AddrPortFrom(first.Addr(), first.Port()+uint16(n))
		running.Go(func() {
			defer conn.Close()
			playUDP(ctx, conn, to, n, uint32(n+1), c, count)
		})
	}
	return nil
}

// playUDP sends each picture in bursts of sixteen packets over at most half its
// length, a call for each burst.
func playUDP(ctx context.Context, conn *net.UDPConn, to netip.AddrPort, n int, ssrc uint32, c *clip, count *sent) {
	const burst = 16
	batch := ipv4.NewPacketConn(conn)
	addr := net.UDPAddrFromAddrPort(to)
	messages := make([]ipv4.Message, burst)
	var buf []byte
	_ = pace(ctx, n, 100, count, &player{clip: c, ssrc: ssrc}, func(p *player) error {
		var packets [][]byte
		buf, packets = p.next(buf, 0)
		pause := 20 * time.Millisecond / time.Duration(len(packets)/burst+1)
		for from := 0; from < len(packets); {
			k := min(burst, len(packets)-from)
			for i := range k {
				messages[i] = ipv4.Message{Buffers: [][]byte{packets[from+i]}, Addr: addr}
			}
			done, err := batch.WriteBatch(messages[:k], 0)
			if err != nil && !errors.Is(err, net.ErrClosed) {
				done = k // nobody listens (any more): the packets are gone, as on a wire
			} else if err != nil {
				return err
			}
			for _, b := range packets[from : from+done] {
				count.Packets.Add(1)
				count.Bytes.Add(uint64(len(b)))
			}
			if from += done; from < len(packets) {
				if err := sleep(ctx, pause); err != nil {
					return err
				}
			}
		}
		return nil
	}) // ends with ctx
}
