package clause

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
)

// strictly holds a policy to the schema. The library's validator lets an
// instant be compared with a number, which fails when it is evaluated, but
// refuses an equality between the two. So a policy is checked twice: as it is,
// and with each comparison read as an equality.
func strictly(v *validate.Validator, p *policy) error {
	if err := v.Policy(p.ID, p.tree); err != nil {
		return err
	}
	text, err := p.cedar.MarshalJSON()
	if err != nil {
		return fmt.Errorf("check comparisons: %w", err)
	}
	var tree any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return fmt.Errorf("check comparisons: %w", err)
	}
	equated(tree)
	if text, err = json.Marshal(tree); err != nil {
		return fmt.Errorf("check comparisons: %w", err)
	}
	var twin cedar.Policy
	if err := twin.UnmarshalJSON(text); err != nil {
		return fmt.Errorf("check comparisons: %w", err)
	}
	return v.Policy(p.ID, (*ast.Policy)(twin.AST()))
}

// equated turns every comparison of a policy's JSON form into an equality.
func equated(node any) {
	switch n := node.(type) {
	case []any:
		for _, e := range n {
			equated(e)
		}
	case map[string]any:
		for _, e := range n {
			equated(e)
		}
		for _, op := range []string{"<", "<=", ">", ">="} {
			if sides, ok := n[op]; ok {
				delete(n, op)
				n["=="] = sides
			}
		}
	}
}
