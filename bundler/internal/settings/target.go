package settings

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/js"
)

// Target is what the output has to run in.
type Target struct {
	Version api.Target
	Engines []api.Engine
}

// Supported are parts of the language that the linker takes a browser to lack
// for a rare defect, and cannot do without: Safari 10 to 14.0 know destructuring.
func (t Target) Supported() map[string]bool {
	for _, e := range t.Engines {
		major, _, _ := strings.Cut(e.Version, ".")
		if n, err := strconv.Atoi(major); err == nil && n >= 10 && n <= 14 && (e.Name == api.EngineSafari || e.Name == api.EngineIOS) {
			return map[string]bool{"destructuring": true}
		}
	}
	return nil
}

// Leaves tells whether the linker leaves a program as it is, which is written without
// white space and names to shorten, because all browsers of the target know its syntax.
func (t Target) Leaves(program string) bool {
	result := api.Transform(program, api.TransformOptions{Target: t.Version, Engines: t.Engines, Supported: t.Supported(), MinifyWhitespace: true, LogLevel: api.LogLevelSilent})
	return strings.TrimRight(string(result.Code), ";\n") == program
}

// knowsColors tells whether all browsers of the target know colors of other spaces
// than sRGB, and mix them in gradients: whether the linker leaves such a gradient.
func (t Target) knowsColors() bool {
	result := api.Transform("a{background:linear-gradient(in oklab,color(display-p3 1 0 0),red)}", api.TransformOptions{Loader: api.LoaderCSS, Target: t.Version, Engines: t.Engines, MinifyWhitespace: true, LogLevel: api.LogLevelSilent})
	return bytes.Contains(result.Code, []byte("linear-gradient(in oklab,color(display-p3 1 0 0),red)"))
}

// DefaultTarget is the target of a build that states none.
const DefaultTarget = "es2022"

// ParseTarget reads ECMAScript versions and browsers, with commas between them,
// as in "es2022" or "chrome120,safari17"; "" stands for DefaultTarget. It knows
// the words that the linker knows. Its errors are asset.Messages.
func ParseTarget(text string) (Target, error) {
	if text == "" {
		text = DefaultTarget
	}
	var t Target
	for item := range strings.SplitSeq(text, ",") {
		item = strings.ToLower(strings.TrimSpace(item))
		if v, ok := versions()[item]; ok {
			t.Version = v
			continue
		}
		engine, ok := parseEngine(item)
		if !ok {
			return Target{}, asset.Messages{{Key: "target", Text: "unknown target " + js.Quote(item), Note: TargetAdvice()}}
		}
		t.Engines = append(t.Engines, engine)
	}
	return t, nil
}

// TargetAdvice says what a target looks like.
func TargetAdvice() string {
	years := slices.DeleteFunc(slices.Sorted(maps.Keys(versions())), func(word string) bool { return len(word) != len("es2015") || word == "esnext" })
	return fmt.Sprintf(`write a version from %q to %q, "esnext", or browsers such as "chrome120,firefox120,safari17"`, years[0], years[len(years)-1])
}

// Versions lists the names of the versions, the oldest first.
func Versions() []string { return slices.Sorted(maps.Keys(versions())) }

func versions() map[string]api.Target {
	return map[string]api.Target{"esnext": api.ESNext, "es2015": api.ES2015, "es6": api.ES2015, "es2016": api.ES2016, "es2017": api.ES2017, "es2018": api.ES2018,
		"es2019": api.ES2019, "es2020": api.ES2020, "es2021": api.ES2021, "es2022": api.ES2022, "es2023": api.ES2023, "es2024": api.ES2024, "es2025": api.ES2025}
}

// parseEngine reads a browser's name and version: one to three numbers.
func parseEngine(item string) (api.Engine, bool) {
	engines := map[string]api.EngineName{"chrome": api.EngineChrome, "edge": api.EngineEdge, "firefox": api.EngineFirefox, "ios": api.EngineIOS,
		"opera": api.EngineOpera, "safari": api.EngineSafari, "node": api.EngineNode, "deno": api.EngineDeno}
	digit := strings.IndexAny(item, "0123456789")
	if digit < 0 {
		return api.Engine{}, false
	}
	name, ok := engines[item[:digit]]
	numbers := strings.Split(item[digit:], ".")
	for _, number := range numbers {
		ok = ok && number != "" && strings.Trim(number, "0123456789") == ""
	}
	return api.Engine{Name: name, Version: item[digit:]}, ok && len(numbers) <= 3
}
