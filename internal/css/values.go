package css

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/paintbox-build/paintbox/internal/edit"
)

// Values are what a style sheet says to scripts, beside the names of a CSS module: by
// :export, :import and @value, which are no CSS.
type Values struct {
	Exports []Value       // of :export
	Defined []Value       // of @value, exports too
	Imports []ValueImport // of @value and :import
	Rules   bool          // the sheet holds more than these
	blocks  [][2]int      // where these stand, in bytes
}

// Value is a value that has a name.
type Value struct{ Name, Text string }

// ValueImport takes a value of another style sheet.
type ValueImport struct {
	Offset   int    // of the rule, in bytes
	Name     string // here
	Of       string // there
	From     string // the sheet, or the name of a value that names it
	Exported bool   // by @value
}

// Names lists what may be a name of a CSS module: of classes, ids and animations.
func Names(text string) []string {
	var list []string
	ts := lexed(text)
	roles := ts.roles()
	for i, t := range ts {
		name := ""
		switch {
		case t.kind == css.HashToken && roles[i] == ofPrelude:
			name = t.text[1:]
		case t.kind == css.DelimToken && t.text == "." && roles[i] == ofPrelude && i+1 < len(ts) && ts[i+1].kind == css.IdentToken:
			name = ts[i+1].text
		case t.kind == css.AtKeywordToken && strings.HasSuffix(strings.ToLower(t.text), "keyframes"):
			name = ts.text(ts.next(i+1, len(ts)))
		}
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// HoldsValues tells quickly whether a sheet may say anything of the kind.
func HoldsValues(text string) bool {
	return strings.Contains(text, ":export") || strings.Contains(text, ":import") || strings.Contains(text, "@value")
}

// ReadValues finds what a sheet says to scripts. In one that is no CSS module,
// @value means nothing.
func ReadValues(text string, module bool) Values {
	var v Values
	ts := lexed(text)
	for i := 0; i < len(ts); {
		end, block := ts.rule(i)
		first := ts.next(i, end)
		if first == end {
			i = end
			continue
		}
		word := strings.ToLower(ts.text(first + 1))
		switch {
		case ts[first].text == ":" && word == "export" && block:
			v.Exports = append(v.Exports, ts[first:end].declarations()...)
		case ts[first].text == ":" && word == "import(" && block:
			from := unquoted(ts.between(first+2, ts.closing(first+1)))
			for _, one := range ts[first:end].declarations() {
				v.Imports = append(v.Imports, ValueImport{Offset: ts[first].at, Name: one.Name, Of: one.Text, From: from})
			}
		case module && strings.EqualFold(ts[first].text, "@value") && !block:
			v.define(ts, first, end)
		default:
			v.Rules = true
			i = end
			continue
		}
		stop := len(text)
		if end < len(ts) {
			stop = ts[end].at
		}
		v.blocks = append(v.blocks, [2]int{ts[first].at, stop})
		i = end
	}
	return v
}

// define reads an @value rule.
func (v *Values) define(ts tokens, first, end int) {
	text := strings.TrimSpace(strings.TrimSuffix(ts.between(first+1, end), ";"))
	names, from, imported := cutLast(text, " from ")
	if imported {
		names = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(names), "("), ")")
		for one := range strings.SplitSeq(names, ",") {
			words := strings.Fields(one)
			switch {
			case len(words) == 1:
				v.Imports = append(v.Imports, ValueImport{ts[first].at, words[0], words[0], unquoted(from), true})
			case len(words) == 3 && words[1] == "as":
				v.Imports = append(v.Imports, ValueImport{ts[first].at, words[2], words[0], unquoted(from), true})
			}
		}
		return
	}
	name := first + 1
	name = ts.next(name, end)
	after := ts.next(name+1, end)
	if ts.text(after) == ":" {
		after++
	}
	v.Defined = append(v.Defined, Value{ts.text(name), strings.TrimSpace(strings.TrimSuffix(ts.between(min(after, end), end), ";"))})
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], strings.TrimSpace(text[at+len(separator):]), true
}

// unquoted is the text of a string, or a text that is none.
func unquoted(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > 1 && (text[0] == '"' || text[0] == '\'') && text[len(text)-1] == text[0] {
		return text[1 : len(text)-1]
	}
	return text
}

// declarations lists the declarations of a rule.
func (ts tokens) declarations() []Value {
	open := slices.IndexFunc(ts, func(t token) bool { return t.kind == css.LeftBraceToken })
	end := ts.closing(open)
	var list []Value
	for i := open + 1; i < end; {
		stop, _ := ts[:end].rule(i)
		name, value, ok := strings.Cut(strings.TrimSuffix(ts.between(i, stop), ";"), ":")
		if ok {
			list = append(list, Value{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
		i = max(stop, i+1)
	}
	return list
}

// Without is the sheet without what it says to scripts, in as many lines, and with
// values in the place of their names.
func (v Values) Without(text string, values map[string]string) string {
	var edits []edit.Edit
	for _, b := range v.blocks {
		edits = append(edits, edit.New(b[0], b[1], strings.Repeat("\n", strings.Count(text[b[0]:b[1]], "\n"))))
	}
	made := edit.Apply(text, edits)
	if len(values) == 0 {
		return made
	}
	ts := lexed(made)
	edits = nil
	roles, depth, valued := ts.roles(), 0, false
	for i, t := range ts {
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			depth--
		case css.SemicolonToken, css.LeftBraceToken, css.RightBraceToken:
			valued = valued && depth > 0
		case css.ColonToken, css.AtKeywordToken:
			valued = true
		case css.IdentToken:
			value, ok := values[t.text]
			selects := roles[i] == ofPrelude && i > 0 && (ts[i-1].text == "." || ts[i-1].text == ":") // a name, and no value
			if one := lexed(value); ok && (roles[i] == ofPrelude || valued || depth > 0) && (!selects || len(one) == 1 && one[0].kind == css.IdentToken) {
				edits = append(edits, edit.New(t.at, t.at+len(t.text), value))
			}
		}
	}
	return edit.Apply(made, edits)
}

// Valued is a value with those that it names in their places.
func Valued(text string, values map[string]string) string {
	var edits []edit.Edit
	for _, t := range lexed(text) {
		if value, ok := values[t.text]; ok && t.kind == css.IdentToken {
			edits = append(edits, edit.New(t.at, t.at+len(t.text), value))
		}
	}
	return edit.Apply(text, edits)
}
