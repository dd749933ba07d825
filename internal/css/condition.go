package css

import "strings"

// Of tells whether the condition asks for anything.
func (c Condition) Of() bool { return c.Layered || c.Supports != "" || c.Media != "" }

// Within joins the condition with one that what has it stands in. ok is false
// where no single one says the same.
func (c Condition) Within(outer Condition) (joined Condition, ok bool) {
	joined = outer
	switch {
	case outer.Media != "" && c.Media != "", c.Layered && c.Layer == "" || outer.Layered && outer.Layer == "" && c.Layered:
		return c, false
	case c.Media != "":
		joined.Media = c.Media
	}
	switch {
	case outer.Supports != "" && c.Supports != "":
		joined.Supports = "(" + outer.Supports + ") and (" + c.Supports + ")"
	case c.Supports != "":
		joined.Supports = c.Supports
	}
	switch {
	case outer.Layered && c.Layered:
		joined.Layer = outer.Layer + "." + c.Layer
	case c.Layered:
		joined.Layered, joined.Layer = true, c.Layer
	}
	return joined, true
}

// Rule writes an @import rule.
func (c Condition) Rule(url string) string {
	var text strings.Builder
	text.WriteString(`@import "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\a `, "\r", `\d `, "\f", `\c `).Replace(url) + `"`)
	switch {
	case c.Layered && c.Layer == "":
		text.WriteString(" layer")
	case c.Layered:
		text.WriteString(" layer(" + c.Layer + ")")
	}
	if c.Supports != "" {
		text.WriteString(" supports(" + c.Supports + ")")
	}
	if c.Media != "" {
		text.WriteString(" " + c.Media)
	}
	return text.String() + ";\n"
}

// Wrap writes what stands around rules for which the condition holds.
func (c Condition) Wrap() (before, behind string) {
	if c.Media != "" {
		before, behind = before+"@media "+c.Media+" {\n", "}\n"+behind
	}
	if c.Supports != "" {
		before, behind = before+"@supports "+c.Supports+" {\n", "}\n"+behind
	}
	if c.Layered {
		before, behind = before+strings.TrimSpace("@layer "+c.Layer)+" {\n", "}\n"+behind
	}
	return before, behind
}
