package cut

import "github.com/paintbox-build/paintbox/internal/lex"

// clause reads an import or export statement that names modules or variables,
// as the linker prints it.
func (p phrase) clause(form Form) Clause {
	if form == FormExport && p.kind(1) == lex.Default {
		c := Clause{Default: true}
		if p.kind(2) == lex.Ident && (len(p.toks) == 3 || len(p.toks) == 5 && p.match(3, lex.ParenOpen, lex.ParenClose)) {
			c.Value = string(p.text(2))
		}
		return c
	}
	var c Clause
	for i := 1; i < len(p.toks); i++ {
		switch k := p.kind(i); {
		case k == lex.Comma, p.is(i, "from") && p.kind(i+1) == lex.String:
		case k == lex.Star && p.is(i+1, "as"):
			c.Names = append(c.Names, ClauseName{"*", string(p.text(i + 2))})
			i += 2
		case k == lex.Star:
			c.Star = true
		case k == lex.BraceOpen:
			i = p.clauseNames(&c, i+1, form)
		case k == lex.String:
			c.Path = string(p.src[p.toks[i].Start+1 : p.toks[i].End-1])
			return c // import attributes may follow
		default:
			c.Names = append(c.Names, ClauseName{"default", string(p.text(i))})
		}
	}
	return c
}

// clauseNames reads the names between braces and gives the index of the one
// that closes.
func (p phrase) clauseNames(c *Clause, i int, form Form) int {
	for ; i < len(p.toks) && p.kind(i) != lex.BraceClose; i++ {
		if p.kind(i) == lex.Comma {
			continue
		}
		n := ClauseName{string(p.text(i)), string(p.text(i))}
		if p.is(i+1, "as") {
			n.Local = string(p.text(i + 2))
			i += 2
		}
		if form == FormExport {
			n.Name, n.Local = n.Local, n.Name
		}
		c.Names = append(c.Names, n)
	}
	return i
}
