package app_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal/api"
	"shiheng.internal/api/record"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/ledger"
)

// TestEveryActCanBeProven takes the proof of an act as an auditor gets it and
// checks it with nothing but the answer: leaf, digest of what is personal,
// path, both signatures. Nobody else gets it, and asking is on record.
func TestEveryActCanBeProven(t *testing.T) {
	w := newWorld(t)
	w.as("admin").wants(201, "POST", "/places", map[string]any{"name": "证明用场所"})
	auditor := w.as("auditor")
	var log route.Page[api.AuditView]
	auditor.wants(200, "GET", "/audit?act=place.create&limit=1", nil).into(t, &log)
	if len(log.Items) != 1 {
		t.Fatalf("%d acts", len(log.Items))
	}
	act := log.Items[0]
	var p record.LeafView
	auditor.wants(200, "GET", "/audit/"+act.ID.String()+"/proof", nil).into(t, &p)
	var leaf ledger.Act
	if err := json.Unmarshal([]byte(p.Leaf), &leaf); err != nil || leaf.Event != act.ID.String() || leaf.Seq != act.Seq || leaf.Act != "place.create" {
		t.Fatalf("leaf %s, %v", p.Leaf, err)
	}
	if strings.Contains(p.Leaf, act.Name) || strings.Contains(p.Leaf, "证明用场所") {
		t.Errorf("the leaf names somebody: %s", p.Leaf)
	}
	salt, err := hex.DecodeString(p.Salt)
	if err != nil || ledger.Digest(leaf.Record) != ledger.SHA256().Of(salt, []byte(p.Personal)) || !strings.Contains(p.Personal, act.Name) {
		t.Errorf("what is personal is not what the leaf has the digest of: %s", p.Personal)
	}
	if len(p.Keys) != 2 {
		t.Fatalf("keys %v", p.Keys)
	}
	for _, text := range p.Keys {
		key, err := ledger.ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := ledger.OpenCheckpoint([]byte(p.Checkpoint), key)
		if err != nil {
			t.Fatal(err)
		}
		path := make([]ledger.Digest, len(p.Path))
		for i, h := range p.Path {
			if path[i], err = ledger.ParseBase64(h); err != nil {
				t.Fatal(err)
			}
		}
		h := ledger.SHA256()
		if err := h.Included(h.Leaf([]byte(p.Leaf)), p.Index, c.Size, path, c.Root); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	var state record.LogView
	auditor.wants(200, "GET", "/log", nil).into(t, &state)
	if state.Origin != p.Origin || state.Down || state.Size == 0 {
		t.Errorf("state %+v", state)
	}
	if _, err := note.Open([]byte(state.Checkpoint), note.VerifierList()); err == nil || !bytes.Contains([]byte(state.Checkpoint), []byte(p.Origin)) {
		t.Errorf("checkpoint %q", state.Checkpoint)
	}
	w.as("keeper").refused("access.role", "W168/29/1", "GET", "/audit/"+act.ID.String()+"/proof", nil)
	auditor.wants(404, "GET", "/audit/01a207ef-1e31-7db5-b155-bd03db385fd4/proof", nil)
	auditor.wants(200, "GET", "/audit?act=audit.read&limit=5", nil).into(t, &log)
	asked := false
	for _, e := range log.Items {
		asked = asked || e.Kind == "event" && e.Object == act.ID.String()
	}
	if !asked {
		t.Error("asking for a proof is not on record")
	}
}
