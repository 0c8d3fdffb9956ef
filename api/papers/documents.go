package papers

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	room "shiheng.internal/civic/papers"
)

func (d *Desk) kinds(context.Context, route.Caller, *route.None) (*route.Out[route.Page[DocumentKindView]], error) {
	return route.PageOf(d.cfg.Papers.Templates().Specs(), "", func(s room.Spec) DocumentKindView {
		return DocumentKindView{Kind: string(s.Kind), Title: s.Title, En: s.En, Form: s.Form, Number: s.Number}
	}), nil
}

// documents lists those of a subject for its readers, and all for those who
// may read every paper.
func (d *Desk) documents(ctx context.Context, who route.Caller, in *documentList) (*route.Out[route.Page[DocumentView]], error) {
	subject := audit.Object{Kind: in.SubjectKind, ID: in.SubjectID}
	all := who.Rights.May(access.ReadPapers) == (access.Reason{})
	if (subject.Kind == "") != (subject.ID == "") || (subject.Kind == "" && !all) {
		return nil, shiheng.Invalid("document.subject")
	}
	if err := d.mayRead(ctx, who, subject, audit.DocumentRead, subject); err != nil {
		return nil, err
	}
	got, err := d.cfg.Papers.Read().Documents(ctx, room.DocumentFilter{Subject: subject, Kind: room.Kind(in.Kind)}, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(i room.Issued) DocumentView { return d.documentView(who, i) }), nil
}

func (d *Desk) document(ctx context.Context, who route.Caller, in *documentPath) (*route.Out[DocumentView], error) {
	i, err := d.mayReadDocument(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[DocumentView]{Body: d.documentView(who, i)}, nil
}

// original sends the electronic original: the very bytes whose SHA-256 stands
// on the paper.
func (d *Desk) original(ctx context.Context, who route.Caller, in *documentPath) (*huma.StreamResponse, error) {
	if _, err := d.mayReadDocument(ctx, who, in.ID); err != nil {
		return nil, err
	}
	i, b, err := d.cfg.Papers.Original(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	return sent(b, "application/json", named("attachment", i.Number+".json"), nothingRuns), nil
}

// pageRuns lets a page of ours have its style and its pictures, and nothing
// else; it may be printed.
const pageRuns = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox allow-modals"

func (d *Desk) print(ctx context.Context, who route.Caller, in *documentPath) (*huma.StreamResponse, error) {
	if _, err := d.mayReadDocument(ctx, who, in.ID); err != nil {
		return nil, err
	}
	i, b, err := d.cfg.Papers.Print(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	return sent(b, "text/html; charset=utf-8", named("inline", i.Number+".html"), pageRuns), nil
}

func (d *Desk) pdf(ctx context.Context, who route.Caller, in *documentPath) (*huma.StreamResponse, error) {
	if _, err := d.mayReadDocument(ctx, who, in.ID); err != nil {
		return nil, err
	}
	i, b, err := d.cfg.Papers.PDF(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	return sent(b, "application/pdf", named("attachment", i.Number+".pdf"), nothingRuns), nil
}

// sent answers with bytes of ours.
func sent(b []byte, media, disposition, policy string) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		_, w := humago.Unwrap(c)
		guarded(w, policy)
		w.Header().Set("Content-Type", media)
		w.Header().Set("Content-Disposition", disposition)
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(b) // the browser may be gone; nothing is owed
	}}
}

func (d *Desk) void(ctx context.Context, who route.Caller, in *voidIn) (*route.Out[DocumentView], error) {
	i, err := d.cfg.Papers.Void(ctx, who.Actor(), in.ID, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return &route.Out[DocumentView]{Body: d.documentView(who, i)}, nil
}

// check says what the platform holds under a code, to anybody signed in: the
// code stands on the paper in their hand.
func (d *Desk) check(ctx context.Context, who route.Caller, in *codePath) (*route.Out[DocumentCheckView], error) {
	code, err := room.ParseCheckCode(in.Code)
	if err != nil {
		return nil, err
	}
	i, err := d.cfg.Papers.Read().DocumentByCode(ctx, code)
	if err != nil {
		return nil, err
	}
	v := DocumentCheckView{
		CheckCode: string(i.CheckCode), Number: i.Number, Title: i.Title, Date: i.Date.String(), SHA256: i.SHA256.String(),
		State: string(i.State()), VoidedAt: i.VoidedAt, VoidReason: i.VoidReason, IssuedAt: i.IssuedAt, Practice: d.cfg.Papers.Practice(),
	}
	if !i.SupersededBy.IsZero() {
		next, err := d.cfg.Papers.Read().Document(ctx, i.SupersededBy)
		if err != nil {
			return nil, err
		}
		v.Successor = next.Number
	}
	if d.knows(ctx, who, i) {
		v.Document = i.ID
	}
	return &route.Out[DocumentCheckView]{Body: v}, nil
}

// knows is mayReadDocument without a refusal: for whether to show a link.
func (d *Desk) knows(ctx context.Context, who route.Caller, i room.Issued) bool {
	if who.Rights.May(access.ReadPapers) == (access.Reason{}) {
		return true
	}
	read := d.cfg.Readers[i.Subject.Kind]
	return read != nil && read(ctx, who, i.Subject.ID) == nil
}
