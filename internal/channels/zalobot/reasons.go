package zalobot

import (
	"slices"
	"strconv"

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

// unknownCode keeps what the platform itself said, for staff to look up.
func unknownCode(code int, said string) chat.Reason {
	if said == "" {
		return chat.Because("zalobot.unknown_code", "code", strconv.Itoa(code))
	}
	return chat.Because("zalobot.unknown_code_said", "code", strconv.Itoa(code), "said", said)
}

func httpRefused(status int) chat.Reason {
	return chat.Because("zalobot.http_refused", "status", strconv.Itoa(status))
}

// Reasons returns every reason of this package, with an example of each value,
// for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	all := []chat.Reason{
		notZalo, badAddress, unclear, notBegun, fileNoLink,
		unknownCode(418, ""), unknownCode(418, "Unknown"), httpRefused(418),
	}
	for _, r := range rules {
		all = append(all, r.reason)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
