package channels

import "hotro/internal/chat"

// Keys of the reasons that are no platform's own; the words are in prompts/.
const (
	unreadable    = "channels.unreadable"     // the stored reply can't be decoded
	notConfigured = "channels.not_configured" // no Sender for its channel
	retrying      = "channels.retrying"       // nothing more is known than that it was not sent
	unreachable   = "channels.unreachable"    // no connection to {platform}
	noAnswer      = "channels.no_answer"      // {platform} may have carried it out
)

// Unreachable: the request did not reach the platform. platform is its name
// for people.
func Unreachable(platform string) chat.Reason {
	return chat.Because(unreachable, "platform", platform)
}

// NoAnswer: the request may have reached the platform, which did not answer.
func NoAnswer(platform string) chat.Reason { return chat.Because(noAnswer, "platform", platform) }

// Reasons returns every reason of this package, with an example of each value,
// for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	return []chat.Reason{unreadable, notConfigured, retrying, Unreachable("Zalo"), NoAnswer("Zalo")}
}
