package papers

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
	room "shiheng.internal/civic/papers"
)

// UploadPath is the one path whose body may be larger than that of other
// requests: UploadLimit bytes.
const (
	UploadPath  = route.Prefix + "/attachments"
	UploadLimit = room.MaxAttachment + 64<<10 // with what multipart adds
)

// uploadIn is a file as it comes in. The body is not read before the handler
// reads it, and never held in memory.
type uploadIn struct {
	Name         string            `query:"name" maxLength:"300" doc:"Name of the file; may be left out when multipart/form-data gives it"`
	Confidential bool              `query:"confidential" doc:"Put each reading on record"`
	Supersedes   room.AttachmentID `query:"supersedes" format:"uuid" doc:"The attachment this is a newer version of"`

	body        io.Reader
	contentType string
}

// Resolve implements [huma.Resolver]: it takes hold of the body.
func (in *uploadIn) Resolve(c huma.Context) []error {
	in.body, in.contentType = c.BodyReader(), c.Header("Content-Type")
	return nil
}

// file finds the file in the body: the first of a form, or the body itself.
func (in *uploadIn) file() (name string, r io.Reader, err error) {
	media, params, err := mime.ParseMediaType(in.contentType)
	if err != nil || media != "multipart/form-data" {
		return in.Name, in.body, nil
	}
	form := multipart.NewReader(in.body, params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return "", nil, shiheng.Invalid("attachment.none-sent").From(err)
		}
		if part.FileName() == "" {
			continue
		}
		if in.Name != "" {
			return in.Name, part, nil
		}
		return part.FileName(), part, nil
	}
}

func (d *Desk) add(ctx context.Context, who route.Caller, in *uploadIn) (*route.Out[AttachmentView], error) {
	if !in.Supersedes.IsZero() {
		if _, err := d.mayReadAttachment(ctx, who, in.Supersedes); err != nil {
			return nil, err
		}
	}
	name, file, err := in.file()
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Papers.Add(ctx, who.Actor(), room.Upload{
		Name: name, Confidential: in.Confidential, Supersedes: in.Supersedes, Body: bodyReader{file},
	})
	if err != nil {
		return nil, err
	}
	return &route.Out[AttachmentView]{Body: d.attachmentView(who, a)}, nil
}

// bodyReader words what goes wrong while a body is read: it is the sender's.
type bodyReader struct{ r io.Reader }

// Read implements io.Reader.
func (b bodyReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return n, shiheng.Invalid("blob.size").From(err)
	}
	return n, shiheng.Invalid("request.body").From(err)
}

func (d *Desk) attachments(ctx context.Context, who route.Caller, in *attachmentList) (*route.Out[route.Page[AttachmentView]], error) {
	subject := audit.Object{Kind: in.SubjectKind, ID: in.SubjectID}
	if err := d.mayRead(ctx, who, subject, audit.AttachmentRead, subject); err != nil {
		return nil, err
	}
	got, err := d.cfg.Papers.Read().Attachments(ctx, subject, in.All, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(a room.Attachment) AttachmentView { return d.attachmentView(who, a) }), nil
}

func (d *Desk) attachment(ctx context.Context, who route.Caller, in *attachmentPath) (*route.Out[AttachmentView], error) {
	a, err := d.mayReadAttachment(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[AttachmentView]{Body: d.attachmentView(who, a)}, nil
}

func (d *Desk) drop(ctx context.Context, who route.Caller, in *attachmentPath) (*route.None, error) {
	return nil, d.cfg.Papers.Drop(ctx, who.Actor(), in.ID)
}

func (d *Desk) retire(ctx context.Context, who route.Caller, in *retireIn) (*route.Out[AttachmentView], error) {
	a, err := d.cfg.Papers.Retire(ctx, who.Actor(), in.ID, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return &route.Out[AttachmentView]{Body: d.attachmentView(who, a)}, nil
}

// content sends the bytes: to be kept, or, for pictures only, to be shown in
// place. Whatever they are, nothing in them runs.
func (d *Desk) content(ctx context.Context, who route.Caller, in *attachmentPath) (*huma.StreamResponse, error) {
	if _, err := d.mayReadAttachment(ctx, who, in.ID); err != nil {
		return nil, err
	}
	a, blob, err := d.cfg.Papers.OpenAttachment(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		r, w := humago.Unwrap(c)
		defer func() { _ = blob.Close() }()
		disposition := "attachment"
		if a.Type.Picture() {
			disposition = "inline"
		}
		guarded(w, nothingRuns)
		w.Header().Set("Content-Type", string(a.Type))
		w.Header().Set("Content-Disposition", named(disposition, a.Name))
		w.Header().Set("ETag", `"`+a.SHA256.String()+`"`)
		http.ServeContent(w, r, "", a.AddedAt, blob)
	}}, nil
}

// nothingRuns is the policy of what came from people: no script, no style, no
// picture from anywhere.
const nothingRuns = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

func guarded(w http.ResponseWriter, policy string) {
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "private, no-store")
}

// named is a Content-Disposition with a name in any script (RFC 6266).
func named(disposition, name string) string {
	return disposition + "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
