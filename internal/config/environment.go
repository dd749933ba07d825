package config

import (
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/dotenv"
)

// environment checks the mode, and completes the prefixes.
func (v *validator) environment() {
	switch {
	case v.Mode == "":
		v.fail("mode", `write a name such as "production" or "staging"`, "mode is empty")
	case v.Mode == "local":
		v.fail("mode", "choose another name: .env.local is read in every mode", "mode %q means another file than it says", v.Mode)
	case strings.ContainsAny(v.Mode, `/\`) || strings.TrimSpace(v.Mode) != v.Mode:
		v.fail("mode", `write a name such as "production" or "staging": it is part of a file's name, .env.staging`, "mode: bad value %q", v.Mode)
	}
	_, stated := v.origins["envPrefix"]
	switch {
	case stated && len(v.EnvPrefix) == 0:
		v.fail("envPrefix", `name at least one, such as "VITE_"`, "envPrefix is empty")
	case stated:
	case v.Package.CreateReactApp():
		v.EnvPrefix = Prefixes{"REACT_APP_"}
	case v.Package.VueCLI():
		v.EnvPrefix = Prefixes{"VUE_APP_"}
	default:
		v.EnvPrefix = Prefixes{"VITE_"}
	}
	for i, prefix := range v.EnvPrefix {
		key := "envPrefix[" + strconv.Itoa(i) + "]"
		switch {
		case prefix == "":
			v.fail(key, `write a prefix such as "VITE_"`, "envPrefix: an empty prefix would publish every variable of the environment, secrets too")
		case strings.TrimSpace(prefix) != prefix:
			v.fail(key, "write "+strconv.Quote(strings.TrimSpace(prefix)), "envPrefix: %q holds white space, which no variable's name does", prefix)
		}
	}
}

// publicURL is the public path that the variable PUBLIC_URL states to Create React
// App, be it in a .env file; "" for none. What is wrong with the files, a build says.
func (v *validator) publicURL() string {
	if !v.Package.CreateReactApp() {
		return ""
	}
	env, err := dotenv.Read(dotenv.Request{Dir: v.Dir, Mode: v.Mode, Process: v.process})
	if err != nil {
		return ""
	}
	return env.Public
}
