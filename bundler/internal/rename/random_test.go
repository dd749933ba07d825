package rename

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// generator writes random programs in which few names stand for many things.
type generator struct {
	*rand.Rand
	depth int
}

func (g *generator) pick(list ...string) string {
	return list[g.IntN(len(list))]
}

func (g *generator) name() string {
	return g.pick("a", "b", "c", "d", "e", "t", "n", "r", "i", "o", "s", "async", "get", "of", "aß")
}

// fill replaces the letters of a template by random parts: N a name, X an
// expression, S a statement, B statements, P a pattern, L parameters, K a key,
// M the members of a class.
func (g *generator) fill(template string) string {
	g.depth++
	defer func() { g.depth-- }()
	var b strings.Builder
	for _, c := range template {
		switch c {
		case 'N':
			b.WriteString(g.name())
		case 'X':
			b.WriteString(g.expression())
		case 'S':
			b.WriteString(g.statement())
		case 'B':
			for range g.IntN(3) {
				b.WriteString(g.statement())
			}
		case 'P':
			b.WriteString(g.pattern())
		case 'L':
			for range g.IntN(3) {
				b.WriteString(g.fill(g.pick("P,", "P=X,", "N,", "N=X,")))
			}
		case 'K':
			b.WriteString(g.fill(g.pick("N", "'x y'", "5", "[X]", "if", "static", "set")))
		case 'M':
			for range g.IntN(4) {
				b.WriteString(g.fill(g.pick("K(L){B}", "static K=X;", "get K(){B}", "static async*K(L){B}", "static{B}", "K;", "set K(P){B}", "async K(L){B}")))
			}
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func (g *generator) expression() string {
	if g.depth > 6 {
		return g.name()
	}
	return g.fill(g.pick("N", "N", "N", "N", "N(X)", "(X+X)", "(X?X:X)", "(N=X)", "(N=>X)", "((L)=>X)", "((L)=>{B})", "(function(L){B})", "(function N(L){B})",
		"(async(L)=>X)", "(async N=>X)", "async(X,X)", "(async function N(L){B})", "(function*N(L){yield X})", "(class{M})", "(class N{M})", "(class N extends(X){M})",
		"({K:X}).N", "({N,K:X,...X})", "({K(L){B},get K(){B},N})", "({N:P}=X)", "([P]=X)", "[X,...X]", "`x${X}y${X}`", "(X,X)", "(X).N", "(X)?.N", "(X)?.[X]",
		"(new N(X))", "(typeof X)", "/[/]N/g.test(X)", "(X/X/X)", "(N++)", "import.meta.N", "(class{#p=X;K(){return #p in X}})", "(X in X)", "(X==1?.5:X)",
		"'N'", "(X instanceof X)", "(delete X.N)", "arguments.N", "N`x${X}`"))
}

func (g *generator) pattern() string {
	if g.depth > 6 {
		return g.name()
	}
	return g.fill(g.pick("N", "N", "{N}", "{N=X}", "{K:P}", "{K:P=X,...N}", "[P,P=X]", "[,...P]"))
}

func (g *generator) statement() string {
	if g.depth > 5 {
		return g.fill("N;")
	}
	return g.fill(g.pick("var P=X;", "var N;", "let P=X;", "const P=X;", "let N,N=X;", "function N(L){B}", "class N{M}", "async function*N(L){B}", "{B}",
		"if(X){B}else{B}", "for(var N=X;X;X){B}", "for(let N=X,N;;X){B}", "for(const P of X){B}", "for(var P of X){B}", "for(N in X){B}", "for(let N in X){B}", "for([P]of[X]){B}",
		"try{B}catch{B}", "try{B}catch(P){B}", "try{B}catch(N){B}finally{B}", "switch(X){case X:B default:B}", "while(X){B}", "do{B}while(X);",
		"l:for(;;){break l}", "(X);", "(X);", "(X);", "(X);", "if(X)throw X;"))
}

// module gives a program that is a module.
func (g *generator) module() string {
	return g.fill("import a,{e as b,'x y'as t}from'x';let c=X;export{c,a as d};export default function(L){B};(L)=>{B};{B}")
}

// Random programs stay the same but for names, minified or not.
func TestRandomPrograms(t *testing.T) {
	// What uses a class before it is there esbuild replaces by a call that
	// throws an error, with the name of the class in a string.
	throws := regexp.MustCompile(`[\w$]\("[^" ]+"\)`)
	modules, understood, edits := 0, 0, 0
	for seed := range uint64(1500) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 1))}
		source := g.module()
		code, ok := normalize(source)
		if !ok || throws.MatchString(code) {
			continue
		}
		modules++
		for _, code := range []string{source, code} {
			_, n := checkNested(t, code)
			if n > 0 {
				understood++
			}
			edits += n
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if understood < modules {
		t.Error("most are not understood")
	}
	t.Logf("%d programs, %d of %d texts with edits, %d edits", modules, understood, 2*modules, edits)
}
