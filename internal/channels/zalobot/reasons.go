package zalobot

import (
	"slices"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// Why a send fails that no code of the platform tells, as staff see it; the
// words are in prompts/.
const (
	notZalo    chat.Reason = "zalobot.not_zalo"    // what answers at ZALOBOT_API_URL
	badAddress chat.Reason = "zalobot.bad_address" // ZALOBOT_API_URL is no address
	unclear    chat.Reason = "zalobot.unclear"     // an answer that may follow a send
	notBegun   chat.Reason = "zalobot.not_begun"   // the program stops
	fileNoLink chat.Reason = "zalobot.file_no_link"
)

// Reasons returns every reason of this package, with an example of each value,
// for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	all := []chat.Reason{
		notZalo, badAddress, unclear, notBegun, fileNoLink,
		httpapi.UnknownCode(chat.ZaloBot, 418, ""), httpapi.UnknownCode(chat.ZaloBot, 418, "Unknown"), httpapi.HTTPRefused(chat.ZaloBot, 418),
	}
	for _, r := range rules {
		all = append(all, r.Reason)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
