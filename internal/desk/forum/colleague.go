package forum

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
)

// Telegram tells no bot who "@lan" is. Whoever has done something in the group is
// remembered by the name they go by there.

// knownFor is how long somebody is remembered.
const knownFor = 90 * 24 * time.Hour

func colleagueKey(name string) string {
	return ".forum/colleague/" + text.Fold(strings.TrimPrefix(strings.TrimSpace(name), "@"))
}

// remember notes who somebody of staff is, by user name and by name. It is done
// once per process and name: a crash costs nothing.
func (f *Front) remember(ctx context.Context, u chat.User, who desk.Staff) {
	note := who.ID + "/" + u.Username + "/" + who.Name
	if _, known := f.noted.LoadOrStore(note, true); known {
		return
	}
	for _, name := range []string{u.Username, who.Name} {
		if name == "" {
			continue
		}
		if err := f.put(ctx, colleagueKey(name), []byte(encode(who)), knownFor); err != nil {
			f.noted.Delete(note)
			f.Log.Debug("staff group: a colleague was not noted", "err", err)
		}
	}
}

// colleague finds somebody of staff by user name or name.
func (f *Front) colleague(ctx context.Context, name string) (who desk.Staff, ok bool, err error) {
	raw, err := f.get(ctx, colleagueKey(name))
	if err != nil || raw == nil {
		return who, false, err
	}
	return who, json.Unmarshal(raw, &who) == nil && who.ID != "", nil
}

// transfer gives the ticket to the colleague who is named, if they are still a
// member.
func (v *interaction) transfer(ctx context.Context, arg string) error {
	to, ok, err := v.colleague(ctx, arg)
	if err != nil {
		return fmt.Errorf("staff group: find a colleague: %w", err)
	}
	if ok {
		role, err := v.Role(ctx, to.ID)
		ok = err != nil || role != "" // Telegram that can't say turns nobody away
		to.Role = cmp.Or(role, to.Role)
	}
	if !ok {
		return v.reply(ctx, "no_colleague", "name", text.Brief(arg, 40))
	}
	return v.report(ctx, v.Desk.Transfer(ctx, v.conv, v.who, to, v.id()), "👌")
}
