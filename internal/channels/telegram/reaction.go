package telegram

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"hotro/internal/chat"
)

// reaction reads which emoji somebody has put on a message. Pictures that stand
// for emoji are none: bots can't put them on.
func (d *decoder) reaction(r *reacted) arrival {
	if why := d.admit(r.Chat); why != "" {
		return ignored(why)
	}
	if r.User == nil || r.User.IsBot {
		return ignored("reaction of nobody")
	}
	h := fnv.New32a()
	_, _ = fmt.Fprint(h, r.Old, r.New) // a hash takes everything
	in := chat.Incoming{
		ID:   "r" + itoa(r.ID) + "." + itoa(r.User.ID) + "." + itoa(r.Date) + "." + strconv.FormatUint(uint64(h.Sum32()), 36),
		From: d.Address(itoa(r.Chat.ID), ""), User: person(r.User), Kind: chat.KindReaction, Message: itoa(r.ID), At: d.at(r.Date),
	}
	if i := slices.IndexFunc(r.New, func(s sign) bool { return s.Type == "emoji" }); i >= 0 {
		in.Data = r.New[i].Emoji
	}
	return arrival{in: []chat.Incoming{in}}
}
