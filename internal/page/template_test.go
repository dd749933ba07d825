package page

import (
	"errors"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

func TestTemplate(t *testing.T) {
	names := Names{Title: "my <app>", Values: map[string]any{"process.env.API": "https://a.example/?a&b", "on": true}}
	for _, test := range []struct{ source, want string }{
		{`<title><%= htmlWebpackPlugin.options.title %></title>`, `<title>my &lt;app&gt;</title>`},
		{`<%- title -%>|<%= title || "x" %>`, `my <app>|my &lt;app&gt;`},
		{`<link rel=icon href="<%= BASE_URL %>a.ico"><%= process.env.PUBLIC_URL %>`, `<link rel=icon href="%BASE_URL%a.ico">%PUBLIC_URL%`},
		{`<%= process.env.NODE_ENV === "production" ? process.env.API : unknown %>`, `https://a.example/?a&amp;b`},
		{`a<% if (process.env.NODE_ENV !== 'production') { %>dev<%= unknown %><% } else if (on) { %>on<% } else { %>off<% } %>b`, `aonb`},
		{`<% if (!on) { %><% if (on) { %>x<% } %><% for (;;) { %>y<% } %><% } else { %>z<% } %>`, `z`},
		{`<% for (var css in htmlWebpackPlugin.files.css) { %><link href="<%= htmlWebpackPlugin.files.css[css] %>"><% } %>.`, `.`},
		{`<% for (let i = 0; i < htmlWebpackPlugin.files.js.length; i++) { %>x<% } %>.`, `.`},
		{`<% htmlWebpackPlugin.files.js.forEach(function (js) { %>x<% }) %>.`, `.`},
		{`<%= htmlWebpackPlugin.tags.headTags %><%= htmlWebpackPlugin.tags.bodyTags %>.`, `.`},
		{"<%# a\ncomment %><%\n/* x */\n%>", "\n\n\n"},
		{`<%% server %>`, `<% server %>`},
		{`<!-- <%= unknown %> --><script type="text/template"><% each(x) %></script>`, `<!-- <%= unknown %> --><script type="text/template"><% each(x) %></script>`},
		{`<script>var e = "<%= process.env.NODE_ENV %>"</script>`, `<script>var e = "production"</script>`},
		{"<% if (false) { %>\na\n<% } %>", "\n\n"},
	} {
		got, err := renderTemplate("index.html", []byte(test.source), names)
		if err != nil || string(got) != test.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", test.source, got, err, test.want)
		}
	}
}

// Templates of HtmlWebpackPlugin escape the other way round.
func TestRawTemplate(t *testing.T) {
	got, err := renderTemplate("index.html", []byte("<%= '<b>' %> <%- '<b>' %>"), Names{Raw: true})
	if want := "<b> &lt;b&gt;"; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestTemplateErrors(t *testing.T) {
	for source, want := range map[string]string{
		"<p>\n <%= x.y %>": `index.html:2:2: the template tag cannot be rendered: nothing says what x.y is (write its value there, or state it in "define": { "x.y": "\"…\"" })`,
		`<%= htmlWebpackPlugin.files.chunks.a.entry %>`: `index.html:1:1: the template tag cannot be rendered: nothing says what htmlWebpackPlugin.files.chunks.a.entry is (remove the element: the build puts`,
		`<%= require("./a.html") %>`:                    `it calls require`,
		`<%- include("a") %>`:                           `it calls include`,
		`<% var a = 1 %>`:                               `it is a program: var a = 1`,
		`<%= a[0] %>`:                                   `it is a program: [0]`,
		`<%= 'a' 'b' %>`:                                `it is a program`,
		`<%= (true %>`:                                  `a parenthesis is not closed`,
		`<%= true ? 1 %>`:                               `lacks its second value`,
		`<%= !%>`:                                       `an operand is missing`,
		`a <%= title`:                                   `index.html:1:3: the template tag is never closed (add %> where it ends`,
		`<% if (true) { %>a`:                            `opens a block that is never closed (add <% } %>`,
		`<% } else { %>`:                                `there is no if before it`,
		`<% } %>`:                                       `it is a program: }`,
		`<% for (const a of [1]) { %>a<% } %>`:          `it is a program`,
		`<% if (a) { %><% } %><%= b %>`:                 "a is",
	} {
		_, err := renderTemplate("index.html", []byte(source), Names{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", source, err, want)
		}
	}
	_, err := renderTemplate("index.html", []byte("<%= a %><%= b %>"), Names{})
	if ms, ok := errors.AsType[asset.Messages](err); !ok || len(ms) != 2 {
		t.Errorf("not every tag is named: %v", err)
	}
}

// TestTemplateReadsPrograms: what stands in the strings, comments and brackets of
// a tag is no part of its shape, and neither is how it is laid out.
func TestTemplateReadsPrograms(t *testing.T) {
	names := Names{Title: "app", Values: map[string]any{"on": true, "kind": "a) {", "n": 1.5, "infinity": "name"}}
	for _, test := range []struct{ source, want string }{
		{"<% if (\n on &&\n n == 1.5\n) { %>x<% } %>", "\n\n\nx"},
		{`<% if (kind === "a) {") { %>x<% } %>`, `x`},
		{`<% if (on) { // it's on %>x<% } /* if */ %>.`, `x.`},
		{`<% if (!on) { %>x<% } // off
else { %>y<% } %>`, "\ny"},
		{`<% /* a * b */ // c %>.`, `.`},
		{`<%= /* the "title" */ title /* " */ %>`, `app`},
		{`<%= "a\"b" + 'it\'s' + "\x21" %>`, `a&#34;bit&#39;s!`},
		{"<%- `a'b\"` + \"?:\" %>", `a'b"?:`},
		{`<%= import.meta.env.MODE + import . meta . env ?. MODE %>`, `productionproduction`},
		{`<%= n ?.5:on %>|<%= infinity %>`, `0.5|name`},
		{`<%= title; %>`, `app`},
		{`<% for (const of of htmlWebpackPlugin.files.js) { %>x<% } %>.`, `.`},
		{`<% for (var i = 0, s = "< 5;"; i <= htmlWebpackPlugin.files.js.length; i++) { %>x<% } %>.`, `.`},
		{`<% htmlWebpackPlugin.files.js.map(({ a = "}" }, i) => { %>x<% }); %>.`, `.`},
		{`<% htmlWebpackPlugin.files.js.forEach(js => { // each %>x<% }) %>.`, `.`},
		// elements
		{`<script id="a>b" type=text/template><%= x %></script><%= title %>`, `<script id="a>b" type=text/template><%= x %></script>app`},
		{`<SCRIPT TYPE=" Text/X-Handlebars "><%= x %></SCRIPT><%= title %>`, `<SCRIPT TYPE=" Text/X-Handlebars "><%= x %></SCRIPT>app`},
		{`<script title=" type=text/template "><%= title %></script>`, `<script title=" type=text/template ">app</script>`},
		{`<script><!--
var a = "<%= title %>" //--></script>`, `<script><!--
var a = "app" //--></script>`},
		{`<script>"<script type=text/html>", "<%= title %>"</script><%= title %>`, `<script>"<script type=text/html>", "app"</script>app`},
		{`<title><!-- <%= title %></title>`, `<title><!-- app</title>`},
		{`<!--><%= title %>`, `<!-->app`},
	} {
		got, err := renderTemplate("index.html", []byte(test.source), names)
		if err != nil || string(got) != test.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", test.source, got, err, test.want)
		}
	}
	for source, want := range map[string]string{
		`<% if (on) { a() } else if (on) { %>x<% } %>`: `it is a program: if (on) { a() } else if (on) {`,
		`<% if (on) { "} %>x<% } %>`:                   `it is a program: if (on) { "}`,
		`<%= ~on %>`:                                   `it is a program: ~on`,
		`<%= on - 1 %>`:                                `it is a program: - 1`,
		`<%= typeof on %>`:                             `it is a program: typeof on`,
		"<%= `a${on}` %>":                              "it is a program: `a${on}`",
		`<%= /a/ %>`:                                   `it is a program: /a/`,
		`<%= 0x10 %>`:                                  `it is a program: 0x10`,
		`<% for (const a in on) { %>a<% } %>`:          `it is a loop over more than nothing: on`,
		`<% for (const a of b()) { %>a<% } %>`:         `it calls b`,
	} {
		_, err := renderTemplate("index.html", []byte(source), names)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", source, err, want)
		}
	}
}

// FuzzTemplate: no text makes rendering fail otherwise than by an error, and
// lines stay what they were.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{"<% if (a) { %>x\n<% } else { %>y<% } %>", "<%= a ? 'b' : \"c\" %>", "<%", "<%%", "<!--<%", "<% } %>", "<%=!%>", "<%_%>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		got, err := renderTemplate("index.html", []byte(source), Names{Title: "t", Values: map[string]any{"a": true}})
		if err == nil && strings.Count(string(got), "\n") != strings.Count(source, "\n") {
			t.Errorf("%q: other lines in %q", source, got)
		}
	})
}
