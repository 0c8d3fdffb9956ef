package catalogue

import (
	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/catalogue"
)

type versionPath struct {
	ID catalogue.VersionID `path:"id" format:"uuid"`
}

type versionMatch struct {
	route.Matched
	ID catalogue.VersionID `path:"id" format:"uuid"`
}

type versionPatch struct {
	route.Matched
	ID   catalogue.VersionID `path:"id" format:"uuid"`
	Body CatalogueDraftBody
}

type changesOf struct {
	ID   catalogue.VersionID `path:"id" format:"uuid"`
	From string              `query:"from" required:"true" maxLength:"36" doc:"The earlier edition"`
}

type itemList struct {
	route.Paged
	ID catalogue.VersionID `path:"id" format:"uuid"`
}

type taskList struct {
	route.Paged
	System  string `query:"system" doc:"Only this system"`
	Link    string `query:"link" enum:"not-connected,partly,connected,interrupted"`
	Overdue bool   `query:"overdue" doc:"Only those whose day has passed"`
}

type testList struct {
	route.Paged
	System string `query:"system" doc:"Only of this system"`
	Camera string `query:"camera" doc:"Only with this camera"`
}

type systemPath struct {
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

type testPath struct {
	ID catalogue.InterfaceTestID `path:"id" format:"uuid"`
}
