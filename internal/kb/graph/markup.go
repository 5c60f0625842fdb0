package graph

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// mermaid renders diagrams as one flowchart, a subgraph per topic.
func mermaid(ds []diagram) []byte {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for i, d := range ds {
		fmt.Fprintf(&b, "  subgraph g%d[\"%s\"]\n    direction LR\n", i+1, mermaidText(d.title))
		for _, n := range d.nodes {
			open, shut := mermaidShape(n.kind)
			fmt.Fprintf(&b, "    %s%s\"%s\"%s:::k-%s\n", n.id, open, mermaidText(nodeText(n)), shut, n.kind)
		}
		for _, e := range d.edges {
			arrow := "-->"
			if e.dashed {
				arrow = "-.->"
			}
			if e.text != "" {
				arrow += "|\"" + mermaidText(e.text) + "\"|"
			}
			fmt.Fprintf(&b, "    %s %s %s\n", e.from, arrow, e.to)
		}
		b.WriteString("  end\n")
	}
	for _, p := range palette() {
		fmt.Fprintf(&b, "  classDef k-%s fill:%s,stroke:%s,color:%s\n", p.kind, p.fill, p.line, p.ink)
	}
	return []byte(b.String())
}

func mermaidShape(k kind) (open, shut string) {
	switch k {
	case kindTopic:
		return "([", "])"
	case kindAsk, kindGate:
		return "{{", "}}"
	case kindEnd:
		return "(", ")"
	}
	return "[", "]"
}

var mermaidEscape = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "\n", "<br/>", "#", "&#35;", "`", "&#96;")

func mermaidText(s string) string { return mermaidEscape.Replace(s) }

func nodeText(n node) string {
	if n.head == "" {
		return n.text
	}
	return n.head + "\n" + n.text
}

// dot renders diagrams for Graphviz, a cluster per topic.
func dot(ds []diagram) []byte {
	var b strings.Builder
	b.WriteString("digraph guide {\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=9, color=\"#667085\"];\n")
	styles := map[kind]swatch{}
	for _, p := range palette() {
		styles[p.kind] = p
	}
	for i, d := range ds {
		fmt.Fprintf(&b, "  subgraph cluster_%d {\n    label=%s; fontname=\"sans-serif\"; color=\"#d0d5dd\";\n", i+1, dotText(d.title))
		for _, n := range d.nodes {
			p := styles[n.kind]
			fmt.Fprintf(&b, "    %s [label=%s, fillcolor=\"%s\", color=\"%s\", fontcolor=\"%s\", tooltip=%s];\n",
				dotText(n.id), dotText(strings.Join(wrap(nodeText(n), 34, utf8.RuneCountInString), "\n")), p.fill, p.line, p.ink, dotText(n.place))
		}
		for _, e := range d.edges {
			style := "solid"
			if e.dashed {
				style = "dashed"
			}
			fmt.Fprintf(&b, "    %s -> %s [label=%s, style=%s];\n", dotText(e.from), dotText(e.to), dotText(e.text), style)
		}
		b.WriteString("  }\n")
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

var dotEscape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\x00", "")

func dotText(s string) string { return `"` + dotEscape.Replace(s) + `"` }

// swatch is how nodes of one kind are coloured.
type swatch struct {
	kind            kind
	fill, line, ink string
}

func palette() []swatch {
	return []swatch{
		{kindTopic, "#1d2939", "#1d2939", "#ffffff"},
		{kindAsk, "#fef0c7", "#dc6803", "#53380b"},
		{kindCause, "#f2f4f7", "#667085", "#1d2939"},
		{kindGate, "#fbe4ff", "#9e2dc4", "#4a1160"},
		{kindDo, "#eff8ff", "#1570ef", "#102a56"},
		{kindTell, "#ffffff", "#98a2b3", "#344054"},
		{kindWait, "#fffaeb", "#b54708", "#53380b"},
		{kindCollect, "#ecfdf3", "#039855", "#054f31"},
		{kindHandoff, "#fee4e2", "#d92d20", "#55160c"},
		{kindEnd, "#ffffff", "#98a2b3", "#475467"},
	}
}
