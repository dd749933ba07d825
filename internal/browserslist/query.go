package browserslist

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// versions is a set of versions, by browser.
type versions map[string]map[string]bool

func (v versions) add(name, version string) {
	if v[name] == nil {
		v[name] = map[string]bool{}
	}
	v[name][version] = true
}

// keep returns the versions of v that are, or are not, in another set.
func (v versions) keep(other versions, in bool) versions {
	kept := versions{}
	for name, list := range v {
		for version := range list {
			if other[name][version] == in {
				kept.add(name, version)
			}
		}
	}
	return kept
}

// selector chooses browsers by queries.
type selector struct {
	dir      string             // the project's
	browsers map[string]browser // nil without data
	depth    int                // of lists that extend others
	unknown  []string           // the queries that are not understood
	needs    []string           // those that need data
	absent   []string           // the packages of lists that are not installed
	programs []string           // those whose lists are programs
	regions  []string           // the queries about usage in a region
}

// answer is what became of a query.
type answer uint8

const (
	understood answer = iota
	unknown
	needsData
	said // in another list of the selector
)

// all follows a list: commas and "or" add, "and" restricts, "not" takes away.
func (s *selector) all(queries []string) versions {
	set := versions{}
	for _, line := range queries {
		for alternative := range splitWord(strings.ReplaceAll(line, ",", " or "), "or") {
			set = s.alternative(set, alternative)
		}
	}
	return set
}

func (s *selector) alternative(before versions, text string) versions {
	var chosen versions
	taking := false
	for term := range splitWord(text, "and") {
		query, negated := strings.CutPrefix(term, "not ")
		found, how := s.query(strings.TrimSpace(query))
		switch {
		case how == unknown:
			s.unknown = append(s.unknown, term)
		case how == needsData:
			s.needs = append(s.needs, term)
		case how != understood:
		case chosen == nil && negated:
			chosen, taking = before.keep(found, false), true
		case chosen == nil:
			chosen = found
		default:
			chosen = chosen.keep(found, !negated)
		}
	}
	switch {
	case taking:
		return chosen
	case chosen == nil:
		return before
	}
	for name, list := range before {
		for version := range list {
			chosen.add(name, version)
		}
	}
	return chosen
}

// splitWord parts a text at a word.
func splitWord(text, word string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, part := range regexp.MustCompile(`(?i)\s+`+word+`\s+`).Split(" "+text+" ", -1) {
			if part = strings.ToLower(strings.TrimSpace(part)); part != "" && !yield(part) {
				return
			}
		}
	}
}

// rule is a row of the table of queries.
type rule struct {
	pattern *regexp.Regexp
	data    bool // it needs data
	choose  func(s *selector, m []string) versions
}

// rules is the table, in the order in which they are tried.
func rules() []rule {
	return []rule{
		{regexp.MustCompile(`^defaults$`), true, func(s *selector, _ []string) versions {
			return s.all([]string{"> 0.5%", "last 2 versions", "firefox esr", "not dead"})
		}},
		{regexp.MustCompile(`^(>=?|<=?)\s*(\d+|\d*\.\d+)%$`), true, (*selector).byUsage},
		{regexp.MustCompile(`^cover\s+(\d+|\d*\.\d+)%$`), true, (*selector).cover},
		{regexp.MustCompile(`^last\s+(\d+)\s+()(major\s+)?versions?$`), true, (*selector).last},
		{regexp.MustCompile(`^last\s+(\d+)\s+(\w+)\s+(major\s+)?versions?$`), true, (*selector).last},
		{regexp.MustCompile(`^last\s+(\d+|\d*\.\d+)\s+years?$`), true, func(s *selector, m []string) versions {
			years, _ := strconv.ParseFloat(m[1], 64)
			return s.since(s.newest() - int64(years*365.259641*24*60*60))
		}},
		{regexp.MustCompile(`^since\s+(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$`), true, func(s *selector, m []string) versions {
			day, err := time.Parse("2006-01-02", m[1]+"-"+cmp.Or(m[2], "01")+"-"+cmp.Or(m[3], "01"))
			if err != nil {
				return versions{}
			}
			return s.since(day.Unix())
		}},
		{regexp.MustCompile(`^baseline\s+(?:(\d{4})|(widely|newly)\s+available(?:\s+on\s+(\d{4}-\d{2}-\d{2}))?)(?:\s+with\s+downstream)?(?:\s+including\s+kaios)?$`), true, (*selector).baseline},
		{regexp.MustCompile(`^unreleased\s+(?:\w+\s+)?versions$`), false, func(*selector, []string) versions { return versions{} }},
		{regexp.MustCompile(`^dead$`), false, func(s *selector, _ []string) versions {
			return s.all([]string{"baidu >= 0", "ie <= 11", "ie_mob <= 11", "bb <= 10", "op_mob <= 12.1", "samsung 4"})
		}},
		{regexp.MustCompile(`^(?:firefox|ff|fx)\s+esr$`), false, func(*selector, []string) versions { return versions{"firefox": {esr: true}} }},
		{regexp.MustCompile(`^(?:fully\s+|partially\s+)?supports\s+es6-module(?:-dynamic-import)?$`), false, func(s *selector, _ []string) versions {
			return s.all([]string{"chrome >= 64", "edge >= 79", "firefox >= 67", "safari >= 11.1", "ios_saf >= 12", "opera >= 51"})
		}},
		{regexp.MustCompile(`^(\w+)\s+([\d.]+)\s*-\s*([\d.]+)$`), false, func(s *selector, m []string) versions {
			return s.named(m[1], func(v string) bool { return compare(v, m[2]) >= 0 && compare(v, m[3]) <= 0 }, m[2])
		}},
		{regexp.MustCompile(`^(\w+)\s*(>=?|<=?)\s*([\d.]+)$`), false, func(s *selector, m []string) versions {
			known := m[3]
			if strings.HasPrefix(m[2], "<") {
				known = "" // without data, nobody knows the oldest
			}
			return s.named(m[1], func(v string) bool { return holds(compare(v, m[3]), m[2]) }, known)
		}},
		{regexp.MustCompile(`^(\w+)\s+all$`), false, func(s *selector, m []string) versions {
			return s.named(m[1], func(string) bool { return true }, "")
		}},
		{regexp.MustCompile(`^([a-z_]+)\s+([\d.]+|tp)$`), false, func(_ *selector, m []string) versions { return versions{fullName(m[1]): {m[2]: true}} }},
	}
}

// esr is the oldest Firefox with extended support (2026-11).
const esr = "140"

// query follows one query, and tells where it could not.
func (s *selector) query(text string) (set versions, how answer) {
	if name, ok := strings.CutPrefix(text, "extends "); ok {
		return s.extended(strings.TrimSpace(name))
	}
	for _, r := range rules() {
		m := r.pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if r.data && s.browsers == nil {
			return nil, needsData
		}
		return r.choose(s, m), understood
	}
	return s.inRegion(text)
}

// fullName is the name of a browser in the data.
func fullName(name string) string {
	short := map[string]string{"fx": "firefox", "ff": "firefox", "ios": "ios_saf", "explorer": "ie", "blackberry": "bb", "explorermobile": "ie_mob", "operamini": "op_mini",
		"operamobile": "op_mob", "chromeandroid": "and_chr", "firefoxandroid": "and_ff", "ucandroid": "and_uc", "qqandroid": "and_qq"}
	return cmp.Or(short[name], name)
}

// named chooses versions of one browser. Without data it takes the one that the
// query names as the oldest.
func (s *selector) named(name string, accept func(string) bool, oldest string) versions {
	name = fullName(name)
	set := versions{}
	if s.browsers == nil {
		if oldest != "" {
			set.add(name, oldest)
		}
		return set
	}
	for _, v := range s.browsers[name].versions {
		if accept(v) {
			set.add(name, v)
		}
	}
	return set
}

func holds(order int, operator string) bool {
	switch operator {
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

func (s *selector) byUsage(m []string) versions {
	limit, _ := strconv.ParseFloat(m[2], 64)
	return s.where(func(b browser, v string) bool { return holds(cmp.Compare(b.usage[v], limit), m[1]) })
}

func (s *selector) since(second int64) versions {
	return s.where(func(b browser, v string) bool { return b.released[v] >= second })
}

func (s *selector) where(accept func(b browser, v string) bool) versions {
	set := versions{}
	for name, b := range s.browsers {
		for _, v := range b.versions {
			if accept(b, v) {
				set.add(name, v)
			}
		}
	}
	return set
}

// newest is the time of the newest release.
func (s *selector) newest() int64 {
	var last int64
	for _, b := range s.browsers {
		for _, at := range b.released {
			last = max(last, at)
		}
	}
	return last
}

// cover chooses the most used versions until they reach a share.
func (s *selector) cover(m []string) versions {
	type used struct {
		name, version string
		share         float64
	}
	var list []used
	for _, name := range slices.Sorted(maps.Keys(s.browsers)) {
		for _, v := range s.browsers[name].versions {
			list = append(list, used{name, v, s.browsers[name].usage[v]})
		}
	}
	slices.SortStableFunc(list, func(a, b used) int { return cmp.Compare(b.share, a.share) })
	wanted, _ := strconv.ParseFloat(m[1], 64)
	set, covered := versions{}, 0.0
	for _, u := range list {
		if covered >= wanted || u.share == 0 {
			break
		}
		covered += u.share
		set.add(u.name, u.version)
	}
	return set
}

// last chooses the newest versions of every browser, or of one: a number of
// them, or all those of as many major versions.
func (s *selector) last(m []string) versions {
	count, _ := strconv.Atoi(m[1])
	set := versions{}
	for name, b := range s.browsers {
		if m[2] != "" && fullName(m[2]) != name {
			continue
		}
		seen := map[string]bool{}
		for _, v := range slices.Backward(b.versions) {
			counted := v
			if m[3] != "" {
				counted, _, _ = strings.Cut(v, ".")
			}
			if !seen[counted] && len(seen) == count {
				break
			}
			seen[counted] = true
			set.add(name, v)
		}
	}
	return set
}
