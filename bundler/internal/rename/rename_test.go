package rename

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestNested(t *testing.T) {
	tests := []struct{ code, want string }{
		// Each scope starts anew, unless it uses names from outside.
		{`function f(a,b){return function(c){return c}}`, `function f(e,t){return function(e){return e}}`},
		{`function f(a,b){return function(c){return c+b}}`, `function f(e,t){return function(e){return e+t}}`},
		{`function f(a){return function(c){return function(d){return a}}}`, `function f(e){return function(t){return function(t){return e}}}`},
		{`let e=1;function f(a){return a+e}`, `let e=1;function f(t){return t+e}`},
		{`let e=1;function f(a){return a}`, `let e=1;function f(e){return e}`},
		{`function f(a){return a+e}`, `function f(t){return t+e}`},
		{`import{e}from"x";import t,{a as n}from"y";export{r};let r;(s,u)=>e+t+n+r+s`, `import{e}from"x";import t,{a as n}from"y";export{r};let r;(i,a)=>e+t+n+r+i`},
		// Names that are no variables stay.
		{`f=>{f:for(;;){f.f;break f}}`, `e=>{f:for(;;){e.f;break f}}`},
		{`class A{#e=1;a(a){return #e in a||a.#e}}`, `class A{#e=1;a(e){return #e in e||e.#e}}`},
		{`function f(a){return new.target,import.meta.a,this.a,arguments[0],a?.a,a?.5:a}`, `function f(e){return new.target,import.meta.a,this.a,arguments[0],e?.a,e?.5:e}`},
		// Properties written short.
		{`a=>({a,b:a,"b":a,c:a.b})`, `e=>({a:e,b:e,"b":e,c:e.b})`},
		{`({a,b=a,c:[d],...g})=>({a,b,d,g})`, `({a:e,b:t=e,c:[n],...r})=>({a:e,b:t,d:n,g:r})`},
		{`a=>({e:a,t:a,e:a+1})`, `e=>({e:e,t:e,e:e+1})`},
		{`({e:a,t:b=1})=>a+b`, `({e:e,t:t=1})=>e+t`},
		{`function f(a,b){({a,b=1,c:a.b,...b[a]}=a)}`, `function f(e,t){({a:e,b:t=1,c:e.b,...t[e]}=e)}`},
		// Var belongs to the function, the rest to the block.
		{`function f(){a=1;{let b=a;{var a}}}`, `function f(){e=1;{let t=e;{var e}}}`},
		{`function f(a){var a;{let c=1;var b=2;c}}`, `function f(e){var e;{let e=1;var t=2;e}}`},
		{`if(x){let a=1;function b(){return a}b()}`, `if(x){let e=1;function t(){return e}t()}`},
		{`{function a(){}class b{a(){return b}}}`, `{function e(){}class t{a(){return t}}}`},
		{`var a=1;{var b=a}`, `var a=1;{var b=a}`},
		// Heads and bodies.
		{`for(let a=0,b;a<1;a++){let c=a}`, `for(let e=0,t;e<1;e++){let t=e}`},
		{`for(const a of b){let c=a}`, `for(const e of b){let t=e}`},
		{`for(var a in b);for(a of b);`, `for(var a in b);for(a of b);`},
		{`async()=>{for await(let[a,c]of b)a}`, `async()=>{for await(let[e,t]of b)e}`},
		{`try{let a;a}catch(a){let b;a}finally{let c}`, `try{let e;e}catch(e){let t;e}finally{let e}`},
		{`try{}catch({a=b}){let b;b}`, `try{}catch({a:e=b}){let t;t}`},
		{`switch(a){case b:let a;default:a}`, `switch(a){case b:let e;default:e}`},
		{`l=>{switch(l){case 1:return}do l++;while(l)if(l);else if(x);else l}`, `e=>{switch(e){case 1:return}do e++;while(e)if(e);else if(x);else e}`},
		// Parameters see nothing of the body.
		{`function f(a=b){var b;return b}`, `function f(e=b){var t;return t}`},
		{`function f(a,b=()=>a){var a;return a}`, `function f(e,t=()=>e){var e;return e}`},
		{`(a=(b,c)=>b,d=a)=>{let g}`, `(e=(e,t)=>e,t=e)=>{let n}`},
		// Arrow functions.
		{`(a,b)=>c=>async d=>async(g,{h},...i)=>{}`, `(e,t)=>e=>async e=>async(e,{h:t},...n)=>{}`},
		{`async(a,b);async=>async;(async)`, `async(a,b);e=>e;(async)`},
		{`x((a,b),a=>(a),(b)=>1)`, `x((a,b),e=>(e),(e)=>1)`},
		{"a=>{}\n/a/.b", "e=>{}\n/a/.b"},
		{`a=>a?b=>a:c=>(c,a)`, `e=>e?t=>e:t=>(t,e)`},
		// Function and class expressions have their own names.
		{`(function a(b){return a(b)});(function a(b){return b})`, `(function e(t){return e(t)});(function e(t){return t})`},
		{`x=class a extends a.b{static c=a;static{var d;d}}`, `x=class e extends e.b{static c=e;static{var e;e}}`},
		{`x=class a{static{var d;d}}`, `x=class e{static{var e;e}}`},
		{`class A extends(a=>a){static;get;async;set=1;static static=1;get get(){}set b(a){}static async*[(a=>a)()](){}"c"(){}}`,
			`class A extends(e=>e){static;get;async;set=1;static static=1;get get(){}set b(e){}static async*[(e=>e)()](){}"c"(){}}`},
		{`x={get,set,async,get a(){},set a(b){},async*c(d){},async 1(){},get:1,if:2,[y](a){}}`, `x={get,set,async,get a(){},set a(e){},async*c(e){},async 1(){},get:1,if:2,[y](e){}}`},
		// Generators.
		{`function*f(a){yield;yield*a;let b=yield a;[yield,yield]}`, `function*f(e){yield;yield*e;let t=yield e;[yield,yield]}`},
		// Lexical matters.
		{"a=>`a${`b${a}`}\\`${{a}.a}$`", "e=>`a${`b${e}`}\\`${{a:e}.a}$`"},
		{`a=>a/a/ /[/a]\/a/g.a/a`, `e=>e/e/ /[/a]\/a/g.a/e`},
		{`a=>[1..a,.5.a,1e-5.a,0xfn,1_0n,5.,a]`, `e=>[1..a,.5.a,1e-5.a,0xfn,1_0n,5.,e]`},
		{"#!/a b\n/*! a */a=>a//a\n", "#!/a b\n/*! a */e=>e//a\n"},
		{"a=>{a\n++a\nreturn\na}", "e=>{e\n++e\nreturn\ne}"},
		{`(größe,π)=>größe+π`, `(e,t)=>e+t`},
		{`a=>a<!--a`, `e=>e<!--e`},
		{`let async;async function f(a){await a}`, `let async;async function f(e){await e}`},
		// Modules.
		{`import"x";import*as a from"y"with{type:"json"};import("z");import.meta.a;a=>a`, `import"x";import*as a from"y"with{type:"json"};import("z");import.meta.a;e=>e`},
		{`export*from"x";export*as a from"x";export{a as default,"b"as c}from"x";export default a=>a`, `export*from"x";export*as a from"x";export{a as default,"b"as c}from"x";export default e=>e`},
		{`export default function(a){}export const b=1,c=a=>b;export async function d(){}export class g{}`, `export default function(e){}export const b=1,c=e=>b;export async function d(){}export class g{}`},
		// What is not understood stays.
		{`a=>eval(a)`, ``},
		{`a=>(eval)(a)`, ``},
		{`a=>(0,eval)(a)`, `e=>(0,eval)(e)`},
		{`with(a)(b=>b)`, ``},
		{`a=>{try{}catch(b){var b=a}}`, ``},
		{`a=>{let \u0061}`, ``},
		{`(a=>a`, ``},
		{`a=>a)`, ``},
		{`a=>"`, ``},
		{"a=>`${a`", ``},
		{`a=>/a`, ``},
		{`a=>{using b=a}`, ``},
		{`@a class b{c(d){}}`, ``},
		{"", ""},
	}
	for _, test := range tests {
		want := test.want
		if want == "" {
			want = test.code
		}
		out, edits := Nested([]byte(test.code))
		if string(out) != want {
			t.Errorf("%s\ngot  %s\nwant %s", test.code, out, want)
		}
		if (edits == nil) != (want == test.code) {
			t.Errorf("%s: edits %v", test.code, edits)
		}
		if edits != nil {
			checkEdits(t, []byte(test.code), out, edits)
		}
	}
}

// In a classic script, names mean what they do in a module where no rule of sloppy
// mode is in reach.
func TestScript(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{`(()=>{const a=n=>n+1,b=t=>{const r=n=>t+n;return r(t)};onfetch=c=>a(b(c))})();`, `(()=>{const e=e=>e+1,t=e=>{const t=t=>e+t;return t(e)};onfetch=n=>e(t(n))})();`},
		{`let a=1;const b=r=>r+a;`, `let a=1;const b=e=>e+a;`},
		{`(a=>{{function b(){}}return b})();`, ``}, // b is a variable of the arrow function, too
		{`(a=>{with(a)return c=>b})();`, ``},
		{`var a=function(n){return n};`, ``},
		{`(a=>eval("a"))(1);`, ``},
	} {
		want := cmp.Or(tt.want, tt.code)
		if got := string(Script([]byte(tt.code))); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.code, got, want)
		}
	}
}

func TestEdits(t *testing.T) {
	_, edits := Nested([]byte(`(aa,b)=>({aa,e:aa})`))
	want := []Edit{{1, 2, 1}, {4, 1, 1}, {10, 2, 4}, {15, 2, 1}}
	if !slices.Equal(edits, want) {
		t.Errorf("got %v, want %v", edits, want)
	}
}

// Many variables get names of two and three characters, none of them reserved.
func TestNames(t *testing.T) {
	var parameters []string
	for i := range 4000 {
		parameters = append(parameters, fmt.Sprintf("v%d", i))
	}
	code := "export default(" + strings.Join(parameters, ",") + ")=>{}"
	out, n := checkNested(t, code)
	if n != len(parameters) {
		t.Fatal(n, "edits")
	}
	list := strings.Split(out[len("export default("):len(out)-len(")=>{}")], ",")
	if list[0] != "e" || list[54] != "ee" || len(list[3999]) != 3 {
		t.Error(list[0], list[54], list[3999])
	}
	for _, word := range reservedWords() {
		if slices.Contains(list, word) {
			t.Error(word)
		}
	}
	names := &nameList{limit: 1 << 20}
	for i := range int32(250_000) {
		if back := names.index(names.text(i)); len(names.text(i)) < 4 && back != i {
			t.Fatal(i, names.text(i), back)
		}
	}
}

// Code that nests too deep is left as it is; chains do not nest.
func TestDepth(t *testing.T) {
	const n = 100_000
	for _, part := range []string{"(", "[", "{", "a=>", "(a=", "a=>{", "function(){", "`${", "class extends ", "if(a)", "a?", "!(", "x=class{[", "for(;;)", "l:"} {
		code := "a=>a;" + strings.Repeat(part, n)
		if out, edits := Nested([]byte(code)); edits != nil || string(out) != code {
			t.Error(part)
		}
	}
	for _, part := range []string{"a+", "a,", "a=", "a?a:", "!", "a=a,", "if(a);else ", "a;", "new ", "a.a(a)[a]+"} {
		code := "a=>{" + strings.Repeat(part, n) + "a}"
		if _, edits := Nested([]byte(code)); edits == nil {
			t.Error(part)
		}
	}
}
