package record

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// Witnesses is what the desk asks of the cosigning. It is safe for concurrent
// use.
type Witnesses interface {
	// Witnesses tells how far each has seen the log of this year.
	Witnesses(ctx context.Context) ([]ledger.Seen, error)
	// Request makes what is carried to a witness without a line; nil: from the
	// size that is known to have been cosigned last.
	Request(ctx context.Context, name string, old *uint64) ([]byte, error)
	// Answer takes the line it came back with.
	Answer(ctx context.Context, name string, line []byte) error
}

func (d *Desk) witnessing(t *route.Table) {
	read := route.Duty(access.ReadAudit)
	route.Add(t, "GET", "/log/witnesses/{name}/request", read, "What a witness without a line is asked", d.request)
	route.Add(t, "POST", "/log/witnesses/{name}/answer", read, "The line it came back with", d.answer)
}

// WitnessView is how far a witness has seen the log.
type WitnessView struct {
	Name   string    `json:"name"`
	Key    string    `json:"key" doc:"Its public key, as the settings have it"`
	Online bool      `json:"online" doc:"It has an address, and is asked twice a minute; else by file or QR code"`
	Size   uint64    `json:"size" doc:"Leaves under the checkpoint it cosigned last"`
	At     time.Time `json:"at,omitzero" doc:"When, by its own clock; absent before the first"`
	Failed string    `json:"failed,omitempty" doc:"Code of why the last asking brought nothing"`
	// Ahead: it has seen a larger log than there is.
	Ahead      bool   `json:"ahead" doc:"It has seen a larger log than there is: this one was put back, or is another"`
	Checkpoint string `json:"checkpoint,omitempty" doc:"The note with its cosignature"`
}

func viewOf(all []ledger.Seen) []WitnessView {
	out := make([]WitnessView, 0, len(all))
	for _, s := range all {
		v := WitnessView{
			Name: s.Witness.Name(), Key: s.Witness.Key, Online: s.Witness.URL != "", Size: s.Size, At: s.At, Ahead: s.Ahead, Checkpoint: string(s.Note),
		}
		if e, ours := errors.AsType[*shiheng.Error](s.Failed); ours {
			v.Failed = e.Code
		} else if s.Failed != nil {
			v.Failed = "witness.unreached"
		}
		out = append(out, v)
	}
	return out
}

type requestFor struct {
	Name string `path:"name" maxLength:"200"`
	Old  string `query:"old" pattern:"^[0-9]{0,19}$" doc:"The size that the witness says it cosigned last, when it said so"`
}

// RequestView is what is carried to the witness.
type RequestView struct {
	Request string `json:"request" doc:"Text of C2SP tlog-witness add-checkpoint, less than 3 KB"`
}

func (d *Desk) request(ctx context.Context, _ route.Caller, in *requestFor) (*route.Out[RequestView], error) {
	var old *uint64
	if in.Old != "" {
		n, err := strconv.ParseUint(in.Old, 10, 64)
		if err != nil {
			return nil, shiheng.Invalid("witness.request", "what", "old").From(err)
		}
		old = &n
	}
	text, err := d.cfg.Witnesses.Request(ctx, in.Name, old)
	if err != nil {
		return nil, err
	}
	return &route.Out[RequestView]{Body: RequestView{Request: string(text)}}, nil
}

type answerOf struct {
	Name string `path:"name" maxLength:"200"`
	route.In[AnswerBody]
}

// AnswerBody is the line of a witness.
type AnswerBody struct {
	Answer string `json:"answer" minLength:"1" maxLength:"1000" doc:"The line of the cosignature, as the witness's program wrote it"`
}

// answer takes the line of a witness; that it came goes on record. Nothing but
// the witness's own signature under our checkpoint is taken.
func (d *Desk) answer(ctx context.Context, who route.Caller, in *answerOf) (*route.Out[LogView], error) {
	if err := d.cfg.Witnesses.Answer(ctx, in.Name, []byte(strings.TrimSpace(in.Body.Answer)+"\n")); err != nil {
		return nil, err
	}
	e := audit.New(d.cfg.Now(), who.Actor(), audit.LogCosigned, audit.Object{Kind: "witness", ID: in.Name})
	if err := d.cfg.Audit.Append(ctx, e); err != nil {
		return nil, err
	}
	return d.state(ctx, who, nil)
}
