package budgets

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// advise lists what can be done about a result that is not ok, most helpful
// first.
func advise(r Result, s subject) []string {
	if r.Limit == LimitRequests {
		return []string{"raise chunks.minSize so that small files merge, or put what loads together into one group"}
	}
	var list []string
	for _, u := range uncut(s) {
		list = append(list, adviseUncut(u))
	}
	for _, d := range duplicates(s.files) {
		list = append(list, d.advice())
	}
	for _, who := range r.Contributors {
		if text, ok := lighter()[who.Name]; ok && who.Kind == "package" {
			list = append(list, text)
		}
	}
	if text := adviseLazy(r, s); text != "" {
		list = append(list, text)
	}
	if text, ok := byKind()[s.kind+" "+s.name]; ok {
		list = append(list, text)
	}
	if len(list) == 0 && r.Rule.ownLimits() {
		list = append(list, "raise chunks.maxSize, or maxSize of its group")
	}
	return list
}

func adviseUncut(u asset.Uncut) string {
	advice := u.Advice
	if advice == "" {
		advice = "import a smaller build of it, or give its group a larger maxSize"
	}
	if u.Part {
		return fmt.Sprintf("the largest piece of %s is %s and cannot be cut further: %s", u.Module, u.Bytes.Human(), advice)
	}
	return fmt.Sprintf("%s is %s by itself and cannot be cut: %s", u.Module, u.Bytes.Human(), advice)
}

func (d Duplicate) advice() string {
	dirs := make([]string, len(d.Copies))
	for i, c := range d.Copies {
		dirs[i] = c.Dir
	}
	return fmt.Sprintf("%s is there %d times, one copy saves %s: run npm dedupe, or set an override in package.json (%s)",
		d.Package, len(d.Copies), d.wasted().Human(), strings.Join(dirs, ", "))
}

// adviseLazy names the own module that brings in the largest part of what an
// entry loads at its start.
func adviseLazy(r Result, s subject) string {
	if s.kind != "entry" {
		return ""
	}
	for _, who := range r.Contributors {
		i := slices.IndexFunc(who.Chain, isInstalled)
		if who.Kind == "package" && i > 0 && who.Bytes*10 >= s.size(MeasureRaw) && !slices.Contains(renderers(), who.Name) {
			return fmt.Sprintf("load %s with import() in %s if the first view can do without it", who.Name, who.Chain[i-1])
		}
	}
	return ""
}

// renderers lists the packages without which an entry shows nothing.
func renderers() []string {
	return []string{
		"@angular/core", "@vue/runtime-core", "@vue/runtime-dom", "lit", "lit-html", "preact",
		"react", "react-dom", "scheduler", "solid-js", "svelte", "vue",
	}
}

func isInstalled(module string) bool {
	return slices.Contains(strings.Split(path.Dir(module), "/"), "node_modules")
}

// byKind is advice for a whole kind of subject.
func byKind() map[string]string {
	return map[string]string{
		"type image": "save photographs as AVIF or WebP in the size they are shown, and drawings as SVG",
		"type font":  "ship woff2 alone, cut down to the characters in use",
		"type css":   "import the style sheets of a route in the route instead of in the entry",
		"precache":   "precache the shell alone: the runtime cache keeps what is visited",
	}
}

// lighter names a smaller way to import a package that is larger than most of
// its users need.
func lighter() map[string]string {
	return map[string]string{
		"aws-sdk":                  "aws-sdk holds every service: use the @aws-sdk/client-… packages",
		"chart.js":                 "chart.js/auto registers everything: import from chart.js and register what is drawn",
		"core-js":                  "core-js is polyfills that current browsers do not need: raise its targets or leave it out",
		"echarts":                  "import echarts/core and the charts in use instead of echarts",
		"exceljs":                  "exceljs/dist/exceljs.bare.min.js leaves out polyfills",
		"firebase":                 "use firebase's modular API (firebase/app, firebase/auth) instead of firebase/compat",
		"highlight.js":             "import highlight.js/lib/core and register the languages in use",
		"jquery":                   "jquery's slim build leaves out ajax and effects",
		"lodash":                   "lodash cannot be tree-shaken: import from lodash-es, or single functions such as lodash/debounce",
		"mathjs":                   "mathjs/number leaves out big numbers, fractions and matrices",
		"moment":                   "moment cannot be taken in parts: use date-fns, dayjs or Intl.DateTimeFormat",
		"monaco-editor":            "import monaco-editor/esm/vs/editor/editor.api and the languages in use",
		"plotly.js":                "plotly.js-basic-dist-min holds the common charts alone",
		"react-syntax-highlighter": "use its PrismLight component and register the languages in use",
		"xlsx":                     "xlsx/dist/xlsx.mini.min.js leaves out rarely used file formats",
	}
}
