package plan

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type responsibilityKind struct{}

// ResponsibilityID names one finding of who must build.
type ResponsibilityID = shiheng.ID[responsibilityKind]

// A Party is who may have to build.
type Party string

// The parties of W168/10.
const (
	Government Party = "government" // 市、市(县)、区人民政府
	Owner      Party = "owner"      // 所有者
	User       Party = "user"       // 使用者
	Manager    Party = "manager"    // 管理者
)

// Sites are the kinds of place of W168/10/1, for which the government builds,
// and "other".
func Sites() []string {
	return []string{"city-road", "rail-transit", "bridge", "tunnel", "pedestrian-crossing", "large-square", otherSite}
}

// otherSite is a place that is none of those the paragraph lists.
const otherSite = "other"

// A BuilderCase is what is asked about a place, area or key part that must have a
// system, in the order W168/10 asks it.
type BuilderCase struct {
	// Site is the kind of place (see Sites).
	Site string `json:"site" enum:"city-road,rail-transit,bridge,tunnel,pedestrian-crossing,large-square,other"`
	// Agreed says that owner and user agreed who builds: Owner or User.
	Agreed    Party               `json:"agreed,omitempty" enum:"owner,user" doc:"Who builds as owner and user agreed; empty: no agreement"`
	Agreement papers.AttachmentID `json:"agreementId,omitzero" format:"uuid" doc:"The agreement"`
	// StatePublic: a public place or part owned by the state.
	StatePublic bool `json:"statePublic,omitempty"`

	Government string `json:"government,omitempty" maxLength:"200" doc:"Name of the government of the level"`
	Owner      string `json:"owner,omitempty" maxLength:"200"`
	User       string `json:"user,omitempty" maxLength:"200"`
	Manager    string `json:"manager,omitempty" maxLength:"200"`
}

// A BuilderStep is one question that was answered on the way.
type BuilderStep struct {
	Article string `json:"article"`
	Ask     string `json:"ask" enum:"listed-site,agreement,state-public,owner"`
	Yes     bool   `json:"yes"`
}

// A BuilderResult is who must build, and how that was found.
type BuilderResult struct {
	Party Party `json:"party" enum:"government,owner,user,manager"`
	// Addressee is the name of that party: whom an order for W168/34(1) would
	// be addressed to.
	Addressee string        `json:"addressee"`
	Article   string        `json:"article"`
	Steps     []BuilderStep `json:"steps" nullable:"false"`
}

// Decide finds who must build, asking in the order of W168/10 and stopping at
// the first yes: 1. is it a city road, rail transit, bridge, tunnel,
// pedestrian crossing or large square (the government builds); 2. did owner
// and user agree, with the agreement at hand (the one agreed on); 3. without
// one, is it a public place owned by the state (its manager); else the owner.
// An agreement that is not attached is refused, as is a result nobody's name
// is known for.
func Decide(c BuilderCase) (BuilderResult, error) {
	if !slices.Contains(Sites(), c.Site) {
		return BuilderResult{}, shiheng.Invalid("responsibility.site", "site", c.Site).By("W168/10/1")
	}
	var r BuilderResult
	ask := func(article, ask string, yes bool, party Party, name string) bool {
		r.Steps = append(r.Steps, BuilderStep{Article: article, Ask: ask, Yes: yes})
		if yes {
			r.Party, r.Addressee, r.Article = party, strings.TrimSpace(name), article
		}
		return yes
	}
	agreed := map[Party]string{Owner: c.Owner, User: c.User}
	switch {
	case ask("W168/10/1", "listed-site", c.Site != otherSite, Government, c.Government):
	case ask("W168/10/2", "agreement", c.Agreed != "", c.Agreed, agreed[c.Agreed]):
		if _, known := agreed[c.Agreed]; !known {
			return BuilderResult{}, shiheng.Invalid("responsibility.agreed", "party", string(c.Agreed)).By("W168/10/2")
		}
		if c.Agreement.IsZero() {
			return BuilderResult{}, shiheng.Forbidden("responsibility.no-agreement").By("W168/10/2")
		}
	case ask("W168/10/2", "state-public", c.StatePublic, Manager, c.Manager):
	default:
		ask("W168/10/2", "owner", true, Owner, c.Owner)
	}
	if !named(r.Addressee) {
		return BuilderResult{}, shiheng.Invalid("responsibility.addressee", "party", string(r.Party)).By(r.Article)
	}
	return r, nil
}

// A Responsibility is a finding of who must build, on record.
type Responsibility struct {
	registry.Kept[responsibilityKind]
	ResponsibilityEdit
	Result BuilderResult `json:"result"`
	State  string        `json:"state" enum:"current,replaced"`
	On     law.Day       `json:"on"`
	// Replaces is the finding about the same place and system before.
	Replaces ResponsibilityID `json:"replaces,omitzero" format:"uuid"`
	// Document is the 建设责任认定书 that was issued; zero before.
	Document papers.DocumentID `json:"documentId,omitzero" format:"uuid"`
}

// ResponsibilityEdit is what somebody enters: about a place or a system, the
// case, and papers that bear it out.
type ResponsibilityEdit struct {
	Place       shiheng.PlaceID       `json:"placeId" format:"uuid"`
	System      shiheng.SystemID      `json:"systemId,omitzero" format:"uuid"`
	Case        BuilderCase           `json:"case"`
	Note        string                `json:"note,omitempty" maxLength:"2000"`
	Attachments []papers.AttachmentID `json:"attachmentIds,omitempty" nullable:"false" maxItems:"20"`
}

// The states of a finding.
const (
	Current  = "current"
	Replaced = "replaced"
)

// Head implements registry.Record.
func (r Responsibility) Head() registry.Head {
	return registry.Head{
		ID: r.ID.String(), System: r.System, Place: r.Place, State: r.State, Label: r.Result.Addressee,
		Version: r.Version, CreatedAt: r.CreatedAt,
	}
}
