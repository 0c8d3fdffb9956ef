package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// copyBuffer is how much the reference reads and writes at most in one call.
const copyBuffer = 64 << 10

// runReference is the child process that receives and does nothing else: each
// stream has a goroutine, a socket and a file; what comes is written as it is.
// Datagrams are gathered to 64 KiB before they are written. It prints "ready
// ADDRESS" and answers each line on its standard input with the bytes written.
func runReference(ctx context.Context, o options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	var wrote atomic.Uint64
	first := 0
	var sockets []*net.UDPConn
	if o.kind != "rtsp" {
		var err error
		if sockets, first, err = consecutive(o.n); err != nil {
			return err
		}
	}
	for n := range o.n {
		f, err := os.Create(filepath.Join(o.dir, fmt.Sprint("copy-", n)))
		if err != nil {
			return err
		}
		out := counted{f, &wrote}
		var conn net.Conn
		if o.kind == "rtsp" {
			conn, err = dialRTSP(ctx, o.address, n)
			if err != nil {
				return err
			}
		} else {
			conn = sockets[n]
		}
		context.AfterFunc(ctx, func() { conn.Close() })
		running.Go(func() {
			defer f.Close()
			if o.kind == "rtsp" {
				_ = copyStream(out, conn) // ends with the connection
				return
			}
			buffered := bufio.NewWriterSize(out, copyBuffer)
			_ = copyStream(buffered, conn) // ends with the socket
			_ = buffered.Flush()
		})
	}
	fmt.Printf("ready 127.0.0.1:%d\n", first)
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Println(wrote.Load())
	}
	return in.Err()
}

// counted counts what is written.
type counted struct {
	w io.Writer
	n *atomic.Uint64
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n.Add(uint64(n))
	return n, err
}

// copyStream reads and writes; io.Copy would let the kernel splice.
func copyStream(w io.Writer, r io.Reader) error {
	buf := make([]byte, copyBuffer)
	for {
		n, err := r.Read(buf)
		if err != nil {
			return err
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return err
		}
	}
}

// consecutive binds n ports in a row.
func consecutive(n int) ([]*net.UDPConn, int, error) {
	for first := 42_000; first < 60_000; first += n {
		var out []*net.UDPConn
		for i := range n {
			c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: first + i})
			if err != nil {
				break
			}
			_ = c.SetReadBuffer(4 << 20) // as much as the kernel gives
			out = append(out, c)
		}
		if len(out) == n {
			return out, first, nil
		}
		for _, c := range out {
			c.Close()
		}
	}
	return nil, 0, errors.New("no free ports in a row")
}

// dialRTSP plays stream n over TCP and leaves the connection where the media
// begin.
func dialRTSP(ctx context.Context, address string, n int) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	in := textproto.NewReader(bufio.NewReader(conn))
	url := fmt.Sprintf("rtsp://%s/%d", address, n)
	for i, request := range []string{
		"SETUP " + url + "/trackID=0 RTSP/1.0\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
		"PLAY " + url + " RTSP/1.0\r\nSession: 1\r\n",
	} {
		if _, err := fmt.Fprintf(conn, "%sCSeq: %d\r\n\r\n", request, i+1); err != nil {
			return nil, err
		}
		line, err := in.ReadLine()
		if err != nil {
			return nil, err
		}
		if !strings.Contains(line, " 200 ") {
			return nil, fmt.Errorf("%s answers %q", url, line)
		}
		if _, err := in.ReadMIMEHeader(); err != nil {
			return nil, err
		}
	}
	return conn, nil
}
