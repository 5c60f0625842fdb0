package text

// confusables lists letters of other scripts that look like a Latin one, and
// the letter each looks like: Cyrillic and Greek, small capitals, IPA. A code
// pasted with a Cyrillic О in it reads as the code. Computed once, only read.
var confusables = pairUp(
	"АВЕКМНОРСТУХЅІЈԀԌԚԜѴҮ"+"авекмнорстухѕіјԁһԛԝѵү"+"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ"+"αενορτυικχηωγϲ"+"ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"+"ɑɡıȷⅼ",
	"abekmhopctyxsijdgqwvy"+"abekmhopctyxsijdhqwvy"+"abezhikmnoptyxcj"+"aevoptuikxnwyc"+"abcdefghijklmnoprstuvwyz"+"agijl",
)

func pairUp(look, like string) map[rune]byte {
	m := map[rune]byte{}
	i := 0
	for _, r := range look {
		m[r] = like[i]
		i++
	}
	return m
}
