package importer

import (
	"html"
	"regexp"
	"strings"
)

var (
	htmlDoc  = regexp.MustCompile(`(?i)^\s*(?:<!doctype html|<html|<head|<body)`)
	htmlSkip = regexp.MustCompile(`(?is)<(script|style|head|nav|svg)\b.*?</(?:script|style|head|nav|svg)\s*>|<!--.*?-->`)
	htmlTag  = regexp.MustCompile(`(?s)<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>`)
)

func looksHTML(s string) bool { return htmlDoc.MatchString(s) }

// htmlText renders an HTML page as Markdown lines: headings, list items and
// paragraphs each on their own. Tags beyond these are dropped.
func htmlText(src string) string {
	src = htmlSkip.ReplaceAllString(src, "\n")
	var b strings.Builder
	var lists []string
	at := 0
	for _, m := range htmlTag.FindAllStringSubmatchIndex(src, -1) {
		b.WriteString(flat(src[at:m[0]]))
		at = m[1]
		name, closing := strings.ToLower(src[m[4]:m[5]]), m[2] != m[3]
		switch {
		case len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6':
			b.WriteByte('\n')
			if !closing {
				b.WriteString(strings.Repeat("#", int(name[1]-'0')) + " ")
			}
		case name == "ul" || name == "ol":
			lists = nest(lists, name, closing)
			b.WriteByte('\n')
		case name == "li" && !closing:
			b.WriteString("\n" + marker(lists))
		case name == "img":
			b.WriteString("\n![](" + attribute(src[m[0]:m[1]]) + ")\n")
		case isBlock(name) && len(lists) == 0:
			b.WriteByte('\n')
		}
	}
	b.WriteString(flat(src[at:]))
	return b.String()
}

func nest(lists []string, name string, closing bool) []string {
	if !closing {
		return append(lists, name)
	}
	return lists[:max(0, len(lists)-1)]
}

func marker(lists []string) string {
	if n := len(lists); n > 0 && lists[n-1] == "ol" {
		return "1. "
	}
	return "- "
}

func isBlock(name string) bool {
	switch name {
	case "p", "div", "br", "section", "article", "tr", "table", "figure", "main", "body":
		return true
	}
	return false
}

// flat is text between tags on one line.
func flat(s string) string {
	t := strings.Join(strings.Fields(html.UnescapeString(s)), " ")
	if t != "" && strings.ContainsAny(s[:1], " \n\t") {
		t = " " + t
	}
	if t != "" && strings.ContainsAny(s[len(s)-1:], " \n\t") {
		t += " "
	}
	return t
}

func attribute(tag string) string {
	_, rest, ok := strings.Cut(tag, `src="`)
	if !ok {
		return ""
	}
	src, _, _ := strings.Cut(rest, `"`)
	return strings.Join(strings.Fields(src), "")
}
