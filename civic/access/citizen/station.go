package citizen

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

type stationKind struct{}

// StationID names one workstation.
type StationID = shiheng.ID[stationKind]

// A Station is a workstation 指定工作站 of the house: a browser on a machine at
// which citizens look, and nowhere else. An administrator registers it; the
// code he is shown once binds the browser it is typed into. What the browser
// then keeps is a secret of which the rows know only the digest.
type Station struct {
	registry.Kept[stationKind]
	StationEntry
	State StationState `json:"state" enum:"waiting,bound,removed"`
	// CodeUntil is how long the code serves while it waits.
	CodeUntil time.Time      `json:"codeUntil,omitzero"`
	Code      shiheng.Digest `json:"-"`
	Token     shiheng.Digest `json:"-"`
	By        Witness        `json:"by"`
	Bound     *Witness       `json:"bound,omitempty"`
	Removed   *Witness       `json:"removed,omitempty"`
}

// StationEntry is what is noted of a workstation.
type StationEntry struct {
	Name  string `json:"name" minLength:"1" maxLength:"60"`
	Where string `json:"where" minLength:"1" maxLength:"200" doc:"The room it stands in"`
}

// A StationState is where a workstation stands.
type StationState string

// The states of a workstation.
const (
	Waiting StationState = "waiting" // for its code to be typed in
	Bound   StationState = "bound"
	Removed StationState = "removed"
)

// codeLasts is how long the code of a workstation serves.
const codeLasts = 30 * time.Minute

// codeLength is that of a code: 120 bits, and still to be typed.
const codeLength = 20

// RegisterStation registers a workstation and returns the code that binds it.
// The code is shown once.
func (s *Service) RegisterStation(ctx context.Context, k Clerk, e StationEntry) (Station, string, error) {
	trim(&e.Name, &e.Where)
	if e.Name == "" || e.Where == "" {
		return Station{}, "", shiheng.Invalid("station.name")
	}
	now := s.now()
	code, _ := secret()
	code = code[:codeLength]
	st := Station{
		Kept: registry.Fresh[stationKind](now), StationEntry: e, State: Waiting, Code: digestOf(code), CodeUntil: now.Add(codeLasts).Truncate(time.Millisecond), By: k.attest(now),
	}
	ev := audit.New(now, k.Actor(), audit.StationRegister, audit.On("workstation", st.ID)).Because("W168/29/1", string(audit.StationRegister)).With("name", e.Name)
	err := s.do(ctx, k, ev, func(j *job) error { return j.tx.PutStation(st) })
	return st, code, err
}

// Bind binds the browser in which a code is typed in, and returns the token it
// keeps. The code serves once.
func (s *Service) Bind(ctx context.Context, k Clerk, code string) (Station, string, error) {
	trim(&code)
	now := s.now()
	token, digest := secret()
	var st Station
	ev := audit.New(now, k.Actor(), audit.StationBind, audit.Object{Kind: "workstation"}).Because("W168/29/1", string(audit.StationBind))
	err := s.do(ctx, k, ev, func(j *job) (err error) {
		if st, err = j.tx.StationCoded(digestOf(code)); err != nil {
			return shiheng.Forbidden("station.code").By("W168/29/1").From(err)
		}
		if st.State != Waiting || !now.Before(st.CodeUntil) {
			return shiheng.Forbidden("station.code").By("W168/29/1")
		}
		by := k.attest(now)
		st.State, st.Code, st.Token, st.Bound, st.CodeUntil = Bound, shiheng.Digest{}, digest, &by, time.Time{}
		st.Version++
		j.event.Object = audit.On("workstation", st.ID)
		j.note("name", st.Name)
		return j.tx.PutStation(st)
	})
	return st, token, err
}

// RemoveStation takes a workstation out of use: what is shown there ends within
// a second.
func (s *Service) RemoveStation(ctx context.Context, k Clerk, id StationID) (Station, error) {
	now := s.now()
	var st Station
	ev := audit.New(now, k.Actor(), audit.StationRemove, audit.On("workstation", id)).Because("W168/29/1", string(audit.StationRemove))
	err := s.do(ctx, k, ev, func(j *job) (err error) {
		if st, err = j.tx.Station(id); err != nil {
			return err
		}
		if st.State == Removed {
			return shiheng.Conflict("station.removed")
		}
		by := k.attest(now)
		st.State, st.Code, st.Token, st.Removed = Removed, shiheng.Digest{}, shiheng.Digest{}, &by
		st.Version++
		j.note("name", st.Name)
		return j.tx.PutStation(st)
	})
	if err != nil {
		return st, err
	}
	running, err := s.cfg.Store.GrantsAt(ctx, id)
	if err != nil {
		return st, err
	}
	return st, s.cfg.Access.End(ctx, shiheng.Forbidden("citizen.unbound").By("W168/29/1"), running...)
}

// Here returns the workstation whose token a browser shows; ErrNotFound when
// it shows none, or one that counts no more.
func (s *Service) Here(ctx context.Context, token string) (Station, error) {
	if token == "" {
		return Station{}, shiheng.NotFound("station.none")
	}
	return s.cfg.Store.StationBy(ctx, digestOf(token))
}
