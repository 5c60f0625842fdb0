package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// A guide of more topics than listWhole is listed by the headings of its
// documents, in pages: no screen has more than eight buttons, whatever platform
// shows it, and what is offered is kept with every conversation. Words narrow it
// down at any page; see hearSearch.
const (
	listWhole = 9
	listPage  = 5 // beside the page before, the page after and a person
	listHot   = 2 // recent and common topics before the groups
)

// found is the list of what was looked for; with the key of a group behind it,
// what was found in that group.
const found = "?"

// group is the topics under one heading.
type group struct {
	key    string // names it in a button
	title  string
	lang   string
	topics []*kb.Topic // the commonest first
}

// groupsOf gathers the topics of a guide by the heading of their document.
func groupsOf(b *book) []group {
	var out []group
	at := map[string]int{}
	for i := range b.Topics {
		tp := &b.Topics[i]
		k, ok := at[tp.Group]
		if !ok {
			k = len(out)
			at[tp.Group] = k
			out = append(out, group{key: digest(tp.Group)[:8], title: tp.Group, lang: tp.Lang})
		}
		out[k].topics = append(out[k].topics, tp)
	}
	for i := range out {
		out[i].topics = b.commonFirst(out[i].topics)
	}
	return out
}

// commonFirst puts the topics that users come with most before the others.
func (b *book) commonFirst(list []*kb.Topic) []*kb.Topic {
	var first []*kb.Topic
	for _, tp := range b.often {
		if slices.Contains(list, tp) {
			first = append(first, tp)
		}
	}
	return append(first, slices.DeleteFunc(slices.Clone(list), func(tp *kb.Topic) bool { return slices.Contains(first, tp) })...)
}

// foundEntries are the topics that a query finds, in one group where a key names
// one; those of many groups are gathered under them, for the labels of topics may
// make sense below their heading only.
func foundEntries(t *turn, in, query string) (buttons []chat.Choice, head string) {
	list := search(t, query)
	var groups []group
	for _, g := range t.guide.groups {
		g.topics = slices.DeleteFunc(slices.Clone(g.topics), func(tp *kb.Topic) bool { return !slices.Contains(list, tp) })
		if len(g.topics) > 0 && (in == "" || in == g.key) {
			groups = append(groups, g)
		}
	}
	n := []string{"n", strconv.Itoa(len(list)), "query", plain(query)}
	switch {
	case len(groups) == 0:
		return nil, ""
	case len(groups) == 1 && in != "":
		return topicButtons(t, groups[0].topics), t.T("list_group", "group", plain(groupTitle(t, groups[0])))
	case len(groups) == 1 || len(list) <= listPage:
		return topicButtons(t, list), t.T("list_found", n...)
	}
	for _, g := range groups {
		buttons = append(buttons, groupButton(t, g, found))
	}
	return buttons, t.T("list_found_groups", append(n, "groups", strconv.Itoa(len(groups)))...)
}

// groupTitle is what a button and a sentence call a group.
func groupTitle(t *turn, g group) string {
	if g.title == "" || foreign(t, g.lang) {
		return t.T("list_rest")
	}
	return g.title
}

// hot are the topics that head the list: those of this conversation, the last
// first, then those that most come with.
func hot(t *turn) []*kb.Topic {
	var out []*kb.Topic
	add := func(tp *kb.Topic, ok bool) {
		if ok && len(out) < listHot && !slices.Contains(out, tp) {
			out = append(out, tp)
		}
	}
	for i := len(t.st.Path) - 1; i >= 0; i-- {
		add(t.guide.Topic(t.st.Path[i].Topic))
	}
	for _, tp := range t.guide.often {
		add(tp, true)
	}
	return out
}

// entries are the buttons of a list, on all its pages: "" is the list of groups,
// found what was looked for, else a group by its key. Nil for a list that is not
// there.
func entries(t *turn, of, query string) (buttons []chat.Choice, head string) {
	topics := func(list []*kb.Topic) []chat.Choice { return topicButtons(t, list) }
	switch {
	case strings.HasPrefix(of, found):
		return foundEntries(t, strings.TrimPrefix(of, found), query)
	case of != "":
		for _, g := range t.guide.groups {
			if g.key == of {
				return topics(g.topics), t.T("list_group", "group", plain(groupTitle(t, g)))
			}
		}
		return nil, ""
	}
	first := hot(t)
	if len(t.guide.groups) == 1 {
		rest := slices.DeleteFunc(slices.Clone(t.guide.groups[0].topics), func(tp *kb.Topic) bool { return slices.Contains(first, tp) })
		return topics(append(first, rest...)), t.T("list_all")
	}
	buttons = topics(first)
	for _, g := range t.guide.groups {
		if len(g.topics) > 1 {
			buttons = append(buttons, groupButton(t, g, ""))
		} else if !slices.Contains(first, g.topics[0]) {
			buttons = append(buttons, topicButton(t, g.topics[0]))
		}
	}
	return buttons, t.T("list_groups")
}

// topicButtons open topics. Those whose labels are the same, as they may be where
// each stood under a heading of its own, are told apart by their codes.
func topicButtons(t *turn, list []*kb.Topic) []chat.Choice {
	out, same := make([]chat.Choice, len(list)), map[string]int{}
	for i, tp := range list {
		out[i] = topicButton(t, tp)
		same[out[i].Label]++
	}
	for i, tp := range list {
		if same[out[i].Label] > 1 {
			out[i] = codeButton(t, tp)
		}
	}
	return out
}

// groupButton opens a group, or with found before its key what was found in it.
func groupButton(t *turn, g group, of string) chat.Choice {
	return chat.Choice{Data: listData(of+g.key, 0), Label: text.ClipWord(groupTitle(t, g), maxLabel-1) + "…"}
}

func listData(of string, from int) string { return "list:" + of + "." + strconv.Itoa(from) }

// cutList parts what a button of the list names, and Place.List.
func cutList(s string) (of string, from int, ok bool) {
	of, n, ok := strings.Cut(s, ".")
	from, err := strconv.Atoi(n)
	return of, from, ok && err == nil && from >= 0
}

// listAt shows the page of a list that begins at a place, and reports whether
// there is one. query is what was looked for, where that is the list.
func listAt(t *turn, of string, from int, query string) bool {
	all, head := entries(t, of, query)
	if from >= len(all) {
		return false
	}
	from -= from % listPage
	p := Place{Screen: AtMenu, Stack: t.aside(), List: strings.TrimPrefix(listData(of, from), "list:")}
	if strings.HasPrefix(of, found) {
		p.Query = query
	}
	if old := t.st.Place; old.Screen == AtMenu && old.List == p.List && old.Query == p.Query {
		t.st.Turn++ // the same page once more is nothing to come back from
	} else {
		t.goTo(p)
	}
	if pages := (len(all) + listPage - 1) / listPage; pages > 1 {
		head += " " + t.T("list_page", "page", strconv.Itoa(from/listPage+1), "pages", strconv.Itoa(pages))
	}
	c := slices.Clone(all[from:min(from+listPage, len(all))])
	if from > 0 {
		c = append(c, chat.Choice{Data: listData(of, from-listPage), Label: t.T("page_before_button")})
	} else if of != "" { // "quay lại" leads out of a group, as everywhere
		c = append(c, t.menuButton())
	}
	if from+listPage < len(all) {
		c = append(c, chat.Choice{Data: listData(of, from+listPage), Label: t.T("page_next_button")})
	}
	t.show(head, append(c, t.human())...)
	return true
}

// pressList turns to a page, or opens a group.
func pressList(t *turn, at string) {
	t.out.Kind = chat.TurnMenu
	if of, from, ok := cutList(at); !ok || len(t.guide.Topics) <= listWhole || !listAt(t, of, from, t.st.Place.Query) {
		stale(t, "")
	}
}

// listLabel is what a button of the list says.
func listLabel(t *turn, at string) string {
	of, from, ok := cutList(at)
	i := slices.IndexFunc(t.guide.groups, func(g group) bool { return g.key == strings.TrimPrefix(of, found) })
	switch {
	case !ok:
		return ""
	case from == 0 && i >= 0:
		return groupTitle(t, t.guide.groups[i])
	}
	return t.T("page_label", "page", strconv.Itoa(from/listPage+1))
}

// hearPage takes words that turn the page: "trang sau", "tiếp".
func hearPage(t *turn, u *utterance) bool {
	of, from, ok := cutList(t.st.Place.List)
	if !ok || t.st.Place.Screen != AtMenu {
		return false
	}
	says := fold(strings.Join(politeless(t, u.text), " "))
	switch {
	case contains(writtenList(t, "page_next_words"), says):
		from += listPage
	case contains(writtenList(t, "page_before_words"), says):
		from -= listPage
	default:
		return false
	}
	t.out.Kind = chat.TurnMenu
	if from < 0 || !listAt(t, of, from, t.st.Place.Query) {
		t.around("list_end")
	}
	return true
}
