package toolchain

// Framework is one whose projects only its own build can make: it brings a
// compiler, a router that reads directories, or a server.
type Framework struct {
	Name     string
	Packages []string // any of them in package.json
	Files    []string // any of them in the project; .* stands for the extensions of scripts
	Commands []string // any of them in a script of package.json, with the words that tell it from others
	Outdirs  []string // where its build writes what browsers load
	// Alone says that one of the files is enough.
	Alone bool
	// Beside says that projects have it beside an application of their own, for documentation or for a shell: then it
	// explains only that there is no page.
	Beside bool
	// Pageless says what is there in place of a page, where nothing is for browsers; "" for others.
	Pageless string
}

// Frameworks is the table, those first that build on others.
func Frameworks() []Framework {
	return []Framework{
		{Name: "Angular", Packages: []string{"@angular/core"}, Files: []string{"angular.json", ".angular-cli.json"}, Commands: []string{"ng build", "nx build"}, Outdirs: []string{"dist"}, Alone: true},
		{Name: "Next", Packages: []string{"next"}, Files: []string{"next.config.*"}, Commands: []string{"next build", "next export"}, Outdirs: []string{".next"}},
		{Name: "Nuxt", Packages: []string{"nuxt", "nuxt3", "nuxt-edge", "nuxt-nightly"}, Files: []string{"nuxt.config.*"}, Commands: []string{"nuxt build", "nuxt generate", "nuxi build", "nuxi generate"}, Outdirs: []string{".output/public"}},
		{Name: "SvelteKit", Packages: []string{"@sveltejs/kit"}, Files: []string{"svelte.config.*", "src/app.html"}, Outdirs: []string{".svelte-kit/output/client"}},
		{Name: "Astro", Packages: []string{"astro"}, Files: []string{"astro.config.*"}, Commands: []string{"astro build"}, Outdirs: []string{"dist"}},
		{Name: "Gatsby", Packages: []string{"gatsby"}, Files: []string{"gatsby-config.*", "gatsby-node.*"}, Commands: []string{"gatsby build"}, Outdirs: []string{"public"}},
		{Name: "React Router", Packages: []string{"@react-router/dev"}, Files: []string{"react-router.config.*", "app/root.*", "app/routes.*"}, Commands: []string{"react-router build"}, Outdirs: []string{"build/client"}},
		{Name: "Remix", Packages: []string{"@remix-run/dev"}, Files: []string{"remix.config.*", "app/root.*"}, Commands: []string{"remix build", "remix vite:build"}, Outdirs: []string{"build/client"}},
		{Name: "Qwik City", Packages: []string{"@builder.io/qwik-city", "@qwik.dev/router"}, Files: []string{"src/entry.ssr.*", "src/root.*"}, Commands: []string{"qwik build"}, Outdirs: []string{"dist"}},
		{Name: "SolidStart", Packages: []string{"@solidjs/start", "solid-start"}, Files: []string{"app.config.*", "src/entry-client.*"}, Commands: []string{"vinxi build", "solid-start build"}, Outdirs: []string{".output/public"}},
		{Name: "TanStack Start", Packages: []string{"@tanstack/react-start", "@tanstack/solid-start"}, Files: []string{"src/routes/__root.*", "app/routes/__root.*"}, Outdirs: []string{"dist/client"}},
		{Name: "Ember", Packages: []string{"ember-cli", "ember-source"}, Files: []string{"ember-cli-build.*"}, Commands: []string{"ember build"}, Outdirs: []string{"dist"}},
		{Name: "Quasar", Packages: []string{"quasar", "@quasar/app-vite", "@quasar/app-webpack", "@quasar/app"}, Files: []string{"quasar.config.*", "quasar.conf.*"}, Commands: []string{"quasar build"}, Outdirs: []string{"dist/spa"}},
		{Name: "Umi", Packages: []string{"umi", "@umijs/max"}, Files: []string{".umirc.*", "config/config.*"}, Commands: []string{"umi build", "max build"}, Outdirs: []string{"dist"}},
		{Name: "Stencil", Packages: []string{"@stencil/core"}, Files: []string{"stencil.config.*"}, Commands: []string{"stencil build"}, Outdirs: []string{"www"}},
		{Name: "Docusaurus", Packages: []string{"@docusaurus/core"}, Files: []string{"docusaurus.config.*"}, Commands: []string{"docusaurus build"}, Outdirs: []string{"build"}, Beside: true},
		{Name: "VitePress", Packages: []string{"vitepress"}, Files: []string{".vitepress/config.*", "docs/.vitepress/config.*"}, Commands: []string{"vitepress build"}, Outdirs: []string{".vitepress/dist"}, Beside: true},
		{Name: "Expo", Packages: []string{"expo"}, Files: []string{"app.json", "app.config.*", "metro.config.*"}, Commands: []string{"expo export", "expo start"}, Outdirs: []string{"dist"}, Beside: true},
		{Name: "React Native", Packages: []string{"react-native"}, Files: []string{"metro.config.*", "app.json", "react-native.config.*"}, Commands: []string{"react-native"}, Beside: true, Pageless: "an application for phones"},
		{Name: "Electron", Packages: []string{"electron"}, Files: []string{"electron.vite.config.*", "forge.config.*", "electron-builder.*"}, Commands: []string{"electron", "electron-builder", "electron-forge", "electron-vite"}, Beside: true, Pageless: "the program of the main process, which Node.js runs"},
	}
}
