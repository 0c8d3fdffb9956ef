package relay

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// runTCP passes connections. Loss shows as the pause of a retransmission,
// order always holds, and a cut resets the connection.
func runTCP(ctx context.Context, c Config) error {
	var config net.ListenConfig
	front, err := config.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("relay: %w", err)
	}
	up, down, err := lines(c, time.Now())
	if err != nil {
		return errors.Join(err, front.Close())
	}
	if c.Ready != nil {
		c.Ready(front.Addr())
	}
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		<-ctx.Done()
		front.Close()
	})
	for {
		conn, err := front.Accept()
		if err != nil {
			ended := ctx.Err() != nil
			stop()
			running.Wait()
			if ended {
				return nil
			}
			return fmt.Errorf("relay: %w", err)
		}
		running.Go(func() { carry(ctx, conn, c, up, down) })
	}
}

// carry serves one connection until either side ends it, or a cut does.
func carry(ctx context.Context, near net.Conn, c Config, up, down *guarded) {
	defer near.Close()
	var dialer net.Dialer
	far, err := dialer.DialContext(ctx, "tcp", c.Target)
	if err != nil {
		return // the sender sees its connection close
	}
	defer far.Close()
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		watchCuts(ctx, up, down)
		if ctx.Err() == nil {
			c.Count.Cuts.Add(1)
			reset(near)
			reset(far)
		}
		near.Close()
		far.Close()
	})
	running.Go(func() { pipe(ctx, near, far, up, c.Count); stop() })
	running.Go(func() { pipe(ctx, far, near, down, c.Count); stop() })
	running.Wait()
}

// watchCuts returns when either line is cut, or ctx ends.
func watchCuts(ctx context.Context, up, down *guarded) {
	const look = 10 * time.Millisecond
	if up.line.f.CutEvery == 0 && down.line.f.CutEvery == 0 {
		<-ctx.Done()
		return
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if up.cut(now) || down.cut(now) {
				return
			}
		}
	}
}

// reset makes the close of a connection a reset.
func reset(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetLinger(0)
	}
}

// pending bounds the stretches on their way in one direction of a connection;
// behind it the sender waits, as with a full window.
const pending = 64

type stretch struct {
	at   time.Time
	data []byte
}

// pipe carries one direction until it ends.
func pipe(ctx context.Context, from, to net.Conn, line *guarded, count *Counters) {
	queue := make(chan stretch, pending)
	var writing sync.WaitGroup
	writing.Go(func() {
		for s := range queue {
			if wait(ctx, s.at) != nil {
				continue // drain
			}
			if _, err := to.Write(s.data); err != nil {
				from.Close() // ends the reading side, which closes the queue
			}
		}
	})
	defer writing.Wait()
	defer close(queue)
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			now := time.Now()
			arrivals := line.pass(now, n)
			at := now.Add(stalled)
			if len(arrivals) > 0 {
				at = arrivals[0]
				count.Passed.Add(1)
			} else {
				count.Lost.Add(1)
			}
			select {
			case queue <- stretch{at, append([]byte(nil), buf[:n]...)}:
			case <-ctx.Done():
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func wait(ctx context.Context, until time.Time) error {
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
