package papers

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	room "shiheng.internal/civic/papers"
)

// PaperTemplateView is one template of documents as it stands.
type PaperTemplateView struct {
	Name    string    `json:"name"`
	ETag    string    `json:"etag" doc:"Of the newest version that was saved, whether or not it is in force"`
	Source  string    `json:"source" enum:"program,file,saved" doc:"Whose text is in force: what was saved goes before the city's file, and that before the program's own"`
	Version int       `json:"version" doc:"Of what was saved, 0 when that is not in force"`
	Kinds   []string  `json:"kinds" nullable:"false" doc:"Kinds of documents printed with it; none for the frame, which prints all"`
	Stands  string    `json:"stands" doc:"The template that serves while this one has no text of its own"`
	Refused string    `json:"refused" doc:"Why a text above the one in force was not taken"`
	Saver   string    `json:"saver"`
	SavedAt time.Time `json:"savedAt,omitzero"`
	Can     route.Can `json:"can" doc:"save, reset"`
}

// PaperTemplateDetail is a template with its texts.
type PaperTemplateDetail struct {
	PaperTemplateView
	Text  string `json:"text" doc:"In force; of a kind without a body of its own, that of its style"`
	Below string `json:"below" doc:"What a reset goes back to"`
}

// PaperTemplateVersion is one version as it was saved.
type PaperTemplateVersion struct {
	Version int       `json:"version"`
	Reset   bool      `json:"reset" doc:"It went back to what stands below"`
	Why     string    `json:"why"`
	SHA256  string    `json:"sha256"`
	Saver   string    `json:"saver"`
	SavedAt time.Time `json:"savedAt"`
	Text    string    `json:"text" doc:"Only of a version that is asked for by itself"`
}

// PaperTemplateBody is a text to be saved.
type PaperTemplateBody struct {
	Text string `json:"text" minLength:"1" maxLength:"1048576"`
	Why  string `json:"why" minLength:"1" maxLength:"600"`
}

// PaperTemplatePreview asks how a kind of document would look.
type PaperTemplatePreview struct {
	Kind string `json:"kind" minLength:"1" maxLength:"64"`
	Text string `json:"text" minLength:"1" maxLength:"1048576"`
}

// PaperTemplateSample is the page of a sample, across which stands 样张.
type PaperTemplateSample struct {
	HTML string `json:"html"`
}

type templatePath struct {
	Name string `path:"name" maxLength:"80"`
}

type templateVersions struct {
	route.Paged
	Name string `path:"name" maxLength:"80"`
}

type templateVersion struct {
	Name    string `path:"name" maxLength:"80"`
	Version int    `path:"version" minimum:"1"`
}

type templatePut struct {
	route.Matched
	Name string `path:"name" maxLength:"80"`
	Body PaperTemplateBody
}

type templateReset struct {
	route.Matched
	Name string `path:"name" maxLength:"80"`
	Body ReasonBody
}

type templateTry struct {
	Name string `path:"name" maxLength:"80"`
	Body PaperTemplatePreview
}

// templateOperations registers what concerns the templates.
func (d *Desk) templateOperations(t *route.Table) {
	manage := route.Duty(access.ManagePapers)
	route.Add(t, "GET", "/paper-templates", manage, "Templates of documents", d.templates)
	route.Add(t, "GET", "/paper-templates/{name}", manage, "One template with its texts", d.template)
	route.Add(t, "PUT", "/paper-templates/{name}", manage, "Save a text for a template", d.saveTemplate)
	route.Add(t, "POST", "/paper-templates/{name}/preview", manage, "Print a sample with a text that is not saved", d.tryTemplate)
	route.Add(t, "POST", "/paper-templates/{name}/reset", manage, "Go back to what stands below what was saved", d.resetTemplate)
	route.Add(t, "GET", "/paper-templates/{name}/versions", manage, "What was saved for a template, the newest first", d.templateVersions)
	route.Add(t, "GET", "/paper-templates/{name}/versions/{version}", manage, "One version with its text", d.templateVersion)
}

func (d *Desk) templateView(who route.Caller, s room.TemplateState, saved []room.SavedTemplate) PaperTemplateView {
	v := PaperTemplateView{
		Name: s.Name, ETag: route.ETag(0), Source: string(s.Source), Version: s.Version, Kinds: []string{}, Stands: s.Stands, Refused: s.Refused,
	}
	for _, k := range s.Kinds {
		v.Kinds = append(v.Kinds, string(k))
	}
	barred := map[string]error{"save": nil, "reset": shiheng.Conflict("template.not-saved")}
	for _, t := range saved {
		if t.Name != s.Name {
			continue
		}
		v.ETag, v.Saver, v.SavedAt = route.ETag(int64(t.Version)), t.Saver, t.SavedAt
		if !t.Reset {
			barred["reset"] = nil
		}
	}
	v.Can = who.Barred(access.ManagePapers, barred)
	return v
}

func (d *Desk) templates(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[route.Page[PaperTemplateView]], error) {
	saved, err := d.cfg.Papers.Read().SavedTemplates(ctx)
	if err != nil {
		return nil, err
	}
	return route.PageOf(d.cfg.Papers.Templates().States(), "", func(s room.TemplateState) PaperTemplateView { return d.templateView(who, s, saved) }), nil
}

func (d *Desk) template(ctx context.Context, who route.Caller, in *templatePath) (*route.Out[PaperTemplateDetail], error) {
	return d.templateOut(ctx, who, in.Name, nil)
}

func (d *Desk) templateOut(ctx context.Context, who route.Caller, name string, err error) (*route.Out[PaperTemplateDetail], error) {
	if err != nil {
		return nil, err
	}
	now := d.cfg.Papers.Templates()
	s, err := now.State(name)
	if err != nil {
		return nil, err
	}
	saved, err := d.cfg.Papers.Read().SavedTemplates(ctx)
	if err != nil {
		return nil, err
	}
	v := PaperTemplateDetail{PaperTemplateView: d.templateView(who, s, saved), Text: now.Text(name), Below: d.cfg.Papers.Base().Text(name)}
	return &route.Out[PaperTemplateDetail]{ETag: v.ETag, Body: v}, nil
}

// edit is a change of a template that was made from a version.
func edit(m route.Matched, name, text, why string) (room.TemplateEdit, error) {
	version, err := m.Version()
	return room.TemplateEdit{Name: name, Version: int(version), Text: text, Why: why}, err
}

func (d *Desk) saveTemplate(ctx context.Context, who route.Caller, in *templatePut) (*route.Out[PaperTemplateDetail], error) {
	e, err := edit(in.Matched, in.Name, in.Body.Text, in.Body.Why)
	if err == nil {
		_, err = d.cfg.Papers.SaveTemplate(ctx, who.Actor(), e)
	}
	return d.templateOut(ctx, who, in.Name, err)
}

func (d *Desk) resetTemplate(ctx context.Context, who route.Caller, in *templateReset) (*route.Out[PaperTemplateDetail], error) {
	e, err := edit(in.Matched, in.Name, "", in.Body.Reason)
	if err == nil {
		_, err = d.cfg.Papers.ResetTemplate(ctx, who.Actor(), e)
	}
	return d.templateOut(ctx, who, in.Name, err)
}

func (d *Desk) tryTemplate(_ context.Context, _ route.Caller, in *templateTry) (*route.Out[PaperTemplateSample], error) {
	html, err := d.cfg.Papers.Templates().Sample(room.Kind(in.Body.Kind), in.Name, in.Body.Text)
	if err != nil {
		return nil, err
	}
	return &route.Out[PaperTemplateSample]{Body: PaperTemplateSample{HTML: string(html)}}, nil
}

func templateVersionView(t room.SavedTemplate) PaperTemplateVersion {
	return PaperTemplateVersion{
		Version: t.Version, Reset: t.Reset, Why: t.Why, SHA256: t.SHA256.String(), Saver: t.Saver, SavedAt: t.SavedAt, Text: t.Text,
	}
}

func (d *Desk) templateVersions(ctx context.Context, _ route.Caller, in *templateVersions) (*route.Out[route.Page[PaperTemplateVersion]], error) {
	got, err := d.cfg.Papers.Read().TemplateVersions(ctx, in.Name, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, templateVersionView), nil
}

func (d *Desk) templateVersion(ctx context.Context, _ route.Caller, in *templateVersion) (*route.Out[PaperTemplateVersion], error) {
	t, err := d.cfg.Papers.Read().TemplateVersion(ctx, in.Name, in.Version)
	if err != nil {
		return nil, err
	}
	return &route.Out[PaperTemplateVersion]{Body: templateVersionView(t)}, nil
}
