"""What kind of event an article reports: by the first telling word of its headline or lead."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extractors.rules.english.lead import Lead
from kg.extractors.rules.english.lexicon import countries, country_names
from kg.extractors.rules.english.occasion import occasion, setting
from kg.text.document import Piece

MEETING = r"(?:meeting|sub-forums?|session|(?:tele|video)?conference|gathering|seminar|forum|congress|assembly|rally)"
_GATHERING = r"Forum|Conference|Summit|Symposium|Congress|forum|conference|summit"
_PAPER = (
    r"(?:article|white paper|guidelines?|guideline|plan|outline|regulations?|opinions?|measures|circular|document|notice|catalogue|rules|"
    r"law|standards?|blueprint|report|statement|book|decision|communique|white papers|list|action plan|Arrange|Plan)"
)
_TRIAL = r"(?:sentenced|indicted|arrest(?:ed)?|prosecuted|stood trial|on trial|pleaded guilty|found guilty|convicted|jailed|imprisoned|charged with|placed under (?:investigation|detention))"
_GRAFT = r"(?:brib\w+|corruption|graft|abuse of power|embezzl\w+|duty-related crimes?)"
_STUDY = r"(?:[Rr]eport|[Ss]urvey|[Ss]tudy|[Ii]ndex|[Oo]utlook|[Bb]ulletin|[Pp]oll|[Rr]anking|[Mm]onitor|[Bb]lue [Bb]ook|[Gg]reen [Bb]ook|[Ww]hite [Pp]aper)"
_ON_A_DAY = r"(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
_SHOW = r"(?:[Ee]xhibitions?|[Ee]xpos?|[Ff]airs?|[Ff]estivals?|[Cc]arnivals?|[Mm]arathons?|[Cc]ompetitions?|[Cc]ontests?|[Gg]ames|[Ee]xchange [Ee]vents?|[Cc]oncerts?|[Gg]alas?)"
# Whom leaders call on at work and at home.
_VISITED = r"(?:staff|workers|journalists|reporters|residents|families|soldiers|villagers|teachers|veterans|scientists|doctors|nurses|farmers|cadres|households)"


# The table of adjectives has short names of countries too: `Britain`.
_SHORT = (n for n in countries() if re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", n) and not n.endswith(("an", "ese", "ish")))
_COUNTRY = "|".join(sorted((re.escape(name) for name in {*country_names(), *_SHORT}), key=lambda name: (-len(name), name)))
_TRIGGERS: tuple[tuple[str, str], ...] = (
    ("discipline", r"\b(?:expel(?:led|s)?|expulsion)\b[^.;]{0,40}\b(?:Party|CPC|office)|\bunder (?:\w+ ){0,3}(?:investigation|probe)\b"
                   r"|serious(?:ly)? (?:suspected )?violati\w+|violat\w+ of (?:Party )?discipline|removed from public office"),
    ("discipline", rf"\b{_TRIAL}\b[^.]{{0,220}}?\b{_GRAFT}|\b{_GRAFT}[^.]{{0,160}}?\b{_TRIAL}\b"),
    ("instruction", r"(?<!times )(?<!repeatedly )\b(?:give|gave|gives|issue[sd]?|made?|makes) (?:an? |some )?(?:\w+ ){0,3}(?:instructions?|directives?)\b"
                    r"|(?<!the )(?<!series of )(?<!spirit of )(?<!'s )(?<!made )\bimportant instructions? (?:on|to|about|regarding)\b|\b(?:remarks|comments|call|statement) in an? (?:\w+ )?(?:instruction|directive)\b|\b(?:said|required|urged|noted|stressed|demanded|called|asked|ordered|wrote)\b[^.;]{0,60} in an? (?:\w+ ){0,2}(?:instruction|directive)\b"
                    r"|\b[Ii]n written (?:comments|remarks|instructions)\b|\b(?:secretary|[Pp]resident|[Pp]remier|[A-Z][a-z]+)'s (?:written |latest )?(?:instruction|directive)s?(?:,| (?:was|were|came|calls|called|asks|asked|orders|ordered|comes|reached|reads|says|said)\b)|\A(?:His|Her) (?:written )?(?:instruction|directive)\b|\bissued (?:his|her) (?:written )?(?:instruction|directive)s?\b|\bhas directed that\b"
                    r"|\border(?:ed|s) (?:all-out|immediate|maximum|every|full) "),
    ("message", r"\A(?:[Ll]etter|[Mm]essage) of [A-Z]?[a-z]+ (?:from|to)\b|\bin a (?:letter|message) replying to\b|\bwrites? to\b|\b(?:congratulatory|condolence) (?:letters?|messages?|telegrams?)|\b(?:sen[dt]s?|sending|extend(?:s|ed)?|exchanged?s?)\b"
                r" (?:an? |his |her |their )?(?:\w+ ){0,2}(?:messages?|letters?|telegrams?|cables?|condolences|congratulations|greetings|sympathy|sympathies)\b|\bNew Year (?:address|message|speech)\b"
                r"|\b(?:wrote|writes|write|writing) back\b|\brepl(?:y|ies|ied) (?:in a letter )?to (?:a |the )?letters?\b|\breply letter\b|\banswer(?:s|ed)? (?:an? |the |their |a )?(?:[\w']+ ){0,2}letters?\b|\b(?:had|received|got|gets) (?:an? )?(?:reply|answer) (?:from|to (?:an? |the |their )?letter)|\b(?:telegram|letter|message)\b[^.;]{0,80}\b(?:bore|bears|was signed by|followed from)\b|\bIn (?:his|her) letter to\b"
                r"|\bcongratulate[sd]?\b[^.;]{0,60}\bon (?:his|her|their|being|taking|assuming|(?:the )?(?:re-?)?(?:election|appointment|inauguration))\b|\b(?:receiv(?:es|ed)|offer(?:s|ed)?|extend(?:s|ed)?|convey(?:s|ed)?) (?:\w+ ){0,2}congratulations\b|\b[Cc]ongratulations (?:from|pour(?:ed)? in|on (?:his|her|their))\b|\b[Ii]n (?:an? |his |her )?(?:\w+ )?(?:letter|message|reply)(?: of \w+)? to\b"),
    ("study-session", r"\bstudy session\b|\bcollective(?:ly)? stud(?:y|ied)\b|\b(?:gave|delivered|gives|made) (?:an? )?(?:\w+ )?"
                      r"(?:lecture|presentation|interactive speech)\b|\b(?:preach(?:ed|es)|publici[sz]e[sd]?) the spirit\b"
                      r"|\b(?:hear[sd]?|attend(?:s|ed)|listen(?:s|ed) to|hosts?|hosted) (?:an? |the )?(?:\w+ )?lectures? (?:on|about)\b|\b(?:special|collective|thematic|concentrated) study\b(?! (?:class|center|abroad|tour))|\A[^.;]{0,60}\b[Tt]heor(?:y|etical) [Ss]tudy (?:[Cc]ent(?:er|re) )?[Gg]roup\b|\b[Ss]pecial [Ss]eminar (?:for|on)\b|\b(?:leading cadres|leading officials)\b[^.;]{0,60}\b[Ss]pecial [Ss]eminar\b"
                      r"|\binteractive (?:lecture|presentation|speech)\b|\b(?:special|thematic|keynote) lectures?\b|\b(?:study|training|reading|refresher) (?:class|course|seminar|workshop)\b"
                      r"|\b(?:workshop|seminar)\b[^.;]{0,60}\b(?:on studying|to study|for (?:\w+ ){0,3}(?:officials|cadres)|(?:officials|cadres) at)\b"),
    ("publication", r"\bQiushi\b|\bwhite paper\b|\b(?:issued?s?|releas(?:ed?|es)|publish(?:ed|es)?|unveil(?:ed|s)?|promulgat\w+|"
                    rf"discharged|printed and distributed|brought out|made public|signed into effect)\b(?:[^.;]|\bNo\.){{0,90}}?\b(?i:{_PAPER})\b|\b(?:said in|[Ii]n|issued|released) an? (?:\w+ )?statement\b"
                    rf"|\b{_STUDY}\b(?:,? (?!by\b)[a-z]+){{0,3}}? (?:released|published|issued|unveiled)\b[^.;,]{{0,80}}?\b{_ON_A_DAY}"
                    r"|\b(?:carr(?:y|ies|ied)|publish\w*|air(?:s|ed)?|runs?|ran|releas\w+)\b[^.;]{0,60}\b(?:commentary|editorial|op-ed|signed article)\b"
                    r"|\A(?:(?:[A-Z][\w']+ ){1,3}(?:[Cc]ommentary|[Ee]ditorial|[Cc]ommentator|Newsletter))\b|\b[Ss]pokes(?:person|man|woman)\b[^.;]{0,160}?\b(?:[Mm]akes?|[Mm]ade|[Dd]eliver(?:s|ed)|[Gg]ave|[Ii]ssue[sd]) (?:the )?(?:\w+ )?(?:[Rr]emarks|[Ss]tatement)\b"
                    r"|\b(?:book|volume|collection|edition)\b[^.;]{0,140}\b(?:(?:has|have) been|was|were|is) (?:jointly |officially |recently )?published\b|\bPublished and Distributed\b|\b(?:has|have) been published by\b|\b(?:is|are) to (?:appear in print|be published)\b|\bsa(?:ys|id) in (?:a|its) (?:new |latest |annual )report\b"
                    r"|\b(?:results?|winners|list)\b[^.;]{0,140}\b(?:was|were|has been|have been) (?:announced|unveiled|released|made public)\b|\breleased (?:the |a )?(?:\w+ ){0,2}(?:deeds|list|names|results)\b"
                    r"|\b(?:Office|Ministry|Department|[Ss]pokes(?:person|man|woman))\b[^.;]{0,90}?\b(?:condemn|denounc)(?:s|es|ed)\b"
                    r"|\b(?:signed|signs) (?:an? |the )?(?:[A-Z]?\w+ ){0,4}(?:orders?|decrees?)\b"),
    ("publication", r"\b(?:[Rr]egulations?|[Rr]ules|[Ll]aws?|[Mm]easures|[Pp]rovisions|[Ss]tandards?|It)\b[^.;]{0,80}?\b(?:came|come|comes|take|took|takes|went|goes|go) (?:in)?to? ?(?:force|effect)\b|\b(?:laws?|plan|rules|regulations|text|document|guidelines?)\b[^.;]{0,80}\b(?:made public|brought out|(?:was|were) unveiled|released)\b[^.;]{0,40}\b[A-Z][a-z]+day\b"),
    ("talks", r"\bsat down (?:together )?(?:with|in)\b|\breceived (?:him|her|them) (?:in|at)\b|\b(?:h[eo]lds?|holding|had|have|hold) (?:an? )?(?:\S+ ){0,3}(?:roundtable|dialogue|conversation)s?(?: meeting| talks)? with\b|\b(?:h[eo]lds?|[Hh]olds?|held|holding|had|have)(?: (?:on|in) [\w ]{2,30}?)? (?:an? )?(?:\w+ ){0,2}(?:talks|[Ss]ummit|meetings?)(?: (?:on|in) \w+)? with\b|\b(?:receiv(?:ed|es|ing)|hosted) (?:the |a |visiting )*(?:[A-Z][\w'-]+ ){1,4}(?:[Pp]resident|[Pp]rime [Mm]inister|[Mm]inister|FM|[Aa]mbassador|[Ss]peaker|[Kk]ing|[Cc]hancellor|delegation)\b|\b(?:was|were) (?:\w+ )?(?:received|met|called in|summoned) (?:[^.;,]{0,50} )?by (?=(?:the |Chinese )?[A-Z])|\bmet (?:in [A-Z]\w+ )?(?:on [A-Z][a-z]+day )?(?:with|and (?:agreed|jointly|exchanged|discussed|held))\b|\bmet in [A-Z]\w+ (?:on [A-Z][a-z]+day )?and agreed\b|\bhold(?:s|ing)? (?:\w+ )?talks\b|\bheld (?:\w+ )?talks\b"
              r"|\b(?:met|meets|meet)\b(?! (?:the )?(?:people's |public |growing |new |rising |their |its )?(?:needs?|demands?|requirements?|desires?|wish(?:es)?|aspirations?|expectations?|challenges?|targets?|goals?|standards?|press)|(?: with)? (?:the )?(?:Chinese and foreign |domestic and foreign |foreign )?(?:reporters|journalists|media|press))"
              r" (?:with |in \w+ with )?(?!in\b|on\b|at\b)|\b(?:tele)?phone (?:call|conversation|talks) with\b|\bin an? (?:\w+ )?(?:tele)?phone (?:call|conversation)\b|\bover (?:the )?phone\b|\bspoke (?:with|to) \w+[^.]{0,40} (?:by|over the) (?:tele)?phone|\b(?:by|over the) (?:tele)?phone with\b"
              r"|\b(?:told|tells) (?:his|her) [\w-]+ counterpart\b|\b(?:regular|annual|\d+(?:st|nd|rd|th)) meeting between\b|\bdiscussion (?:[^.;]{0,30} )?with (?:representatives|entrepreneurs|business leaders)"),
    ("inspection", r"\b(?:emphasi[sz]ed|stressed|said|pointed out|urged) (?:when|while|during) (?:his |her |an? )?(?:investigat|inspect|research|visit|tour)\w*|\bwent (?:deep )?(?:in)?to [^.;]{0,90}? (?:for|to) (?:investigat\w+|inspect\w+|research|guide)\b|\b(?:[Hh]is|[Hh]er) (?:inspection|tour) of\b|\binspection (?:group|team)\b[^.;]{0,80}\b(?:examined|checked|inspected|visited)\b|\b(?:inspection|research|fact-finding|investigation) (?:tour|trip|visit)\b|(?<!when he )(?<!when she )\binspect(?:s|ed|ing)\b|\bled (?:an?|the) [^.;]{0,50}?\b(?:group|team|delegation)\b[^.;]{0,80}?\bto (?:look into|inspect|supervise|check|guide)\b"
                   r"|\bconduct(?:s|ed|ing)? (?:an? )?(?:\w+ ){0,3}(?:research|inspections?|investigation|survey)\b"
                   r"|\b(?:made|makes|on) an? (?:\w+ )?inspection\b|\binvestigation and research\b|\bvisited and inspected\b|\binvestigat(?:es|ed) (?:the\b|and\b|in\b|[A-Z]?\w+ work\b|work\b)"
                   rf"|\bvisit(?:s|ed|ing)? (?:the |some |several |local )?(?:[\w'-]+ ){{0,4}}{_VISITED}\b|\b(?:extend|express|convey)(?:s|ed|ing)? (?:\w+ ){{0,3}}(?:greetings|regards|solicitude|sympathy|sympathies) to (?!(?:the )?(?:people|government|President))\b"
                   r"|\bvisit(?:s|ed|ing)? (?:an?|the) (?:[\w'-]+ ){0,3}(?:exhibition|museum|memorial hall|former site|revolutionary site)\b"
                   r"|\bvisit(?:s|ed) (?:local |some |several )?(?:enterprises|companies|factories|villages|villagers|schools|grassroots)\b"),
    ("appointment", r"(?<!newly-)(?<!newly )\b(?:to appoint|appoint(?:s|ed|ment)|sworn in|takes office|took office|dismissed|inaugurated as)\b"
                    r"|(?<!newly )(?<!newly-)(?<!'s )(?<!the )\belected (?:as )?(?:the )?(?:new )?(?:president|chairman|premier|governor|mayor|vice|secretary|head)\b"),
    ("appointment", r"\b(?:endorsed|confirmed|chosen|picked|installed|named|designated) (?:as )?(?:the )?(?:\w+ ){0,2}(?:ministers?|governor|mayor|premier|president|chairman|secretary|director|envoy|ambassador)(?: of)?\b|\A(?:[Dd]ecided to )?(?:[Aa]ppoint(?:s|ment)?|[Rr]emov(?:e|al))\b[^.;]{0,40}\b(?:as|from|list)\b|\A[Aa]ppointment and [Rr]emoval\b"),
    ("appointment", r"\A(?:[^;\"]{0,80}? )?(?:(?:announce[sd]?|tender(?:s|ed)|submit(?:s|ted)|hand(?:s|ed) in) (?:his |her |their )?resignation\b|resign(?:s|ed) (?:as|from)\b|step(?:s|ped) down as\b"
                    r"|(?:fired|fires|sacked|sacks|ousted|ousts) (?:[A-Z][\w.-]+ ){0,3}(?:Minister|Secretary|Premier|Governor|Chief)\b)"),
    ("visit", rf"\b(?:visit(?:s|ed)?|tour(?:s|ed)) (?:{_COUNTRY})\b(?!'s)|\b(?:wrap(?:s|ped) up|end(?:s|ed)|conclud(?:es|ed)) (?:an? |his |her )?(?:[\w-]+ ){0,2}visit\b|\bis in the country at the invitation\b"),
    ("visit", r"\b(?:envoys|diplomats|ambassadors)\b[^.;]{0,90}\b(?:tour(?:ed|ing)|visit(?:ed|ing)?|trip)\b|\b(?:state|official|working|goodwill|four-day|three-day|two-day|five-day) visit\b|\barriv(?:ed|es) (?:in|at) [A-Z]"
              r"|\bvisit(?:s|ed)?\b[^.]{0,80}\bat the invitation of\b|\battend\b[^.;]{0,120}\bpay (?:\w+ )?visits?\b|\bpay (?:a |an )?(?:\w+ )?visits to\b"
              r"|\b(?:paid|pays|pay|begins?|began|kicks? off|concluded?) (?:an? |his |her )?(?:\w+ ){0,2}visit\b|\bon (?:a|an) \w* ?visit to\b"),
    ("symposium", r"\b(?:biweekly )?consultat(?:ion|ive) (?:session|meeting)\b|\b(?:held?|holds?|had|has|have|during) (?:an? )?(?:\w+ ){0,2}(?:discussion|exchange)s?(?: and (?:discussion|exchange))? with (?:the )?(?:\w+ ){0,3}(?:deputies|representatives|members)\b|\b[Ff]orum (?:commemorating|marking|to commemorate|to mark)\b|\b[Ss]ymposium\b|\b(?<!study )(?<!training )[Ss]eminar\b|\b(?:two|three|four|five|several|held|holds|hold) symposi(?:ums|a)\b|\bconsultative meeting\b"),
    ("press-conference", r"\bgroup interview\b|\b(?:[Pp]ress|[Nn]ews) (?:[Cc]onference|[Bb]riefing)\b|\b(?:[Rr]egular|[Dd]aily|[Mm]edia) (?:[Pp]ress )?[Bb]riefing\b|\btold (?:reporters|journalists|the media)\b|\b(?:took|taking|takes) questions from\b|\bmet with (?:Chinese and foreign |domestic and foreign |foreign )?(?:reporters|journalists)\b|\b(?:brief(?:ed|s)?|briefing for) (?:the )?(?:domestic and foreign )?(?:press|media|journalists|reporters)\b|\bme(?:e)?t(?:s)? the press\b"
                         r"|\b(?:answer|respond|repli)\w* (?:to )?(?:\w+ ){0,2}(?:reporters?|journalists?|media|press)\b|\banswered (?:\w+ )?questions? (?:from|about)\b"
                         r"|\bregular press\b|\bSpokesperson [A-Z]\w+ [A-Z]\w+'s Remarks\b|\btold (?:a|the) press\b"),
    ("meeting", r"\b(?:executive|leadership|standing|chairpersons?'?|committee|commission|group|bureau|board) (?:meeting|session)\b"
                r"|\b(?:Political Bureau|Politburo|Standing Committee|[Ll]eading [Gg]roup|[Pp]arty (?:[Ll]eadership |[Ll]eading )?[Gg]roup|Commission for Discipline Inspection|[A-Z]\w+ (?:Affairs )?Committee of the \d+th|Central [A-Z]\w+ (?:and \w+ )?(?:Affairs )?Commission|Central (?:Commission|Leading Group|Committee) (?:for|on) [A-Z][\w -]{3,60}|Presidium|Council of Chairpersons|Chairpersons?'s? Council)\b[^.;]{0,110}?(?<!was )(?<!were )(?<!be )\b(?:held|holds?|conven(?:ed?|es)|met(?! with)|gather(?:ed|s)|took stock|(?<=Bureau )reviews|(?<=Committee )reviews|(?:conclud(?:ed|es)|open(?:ed|s)|clos(?:ed|es)|wrapped up|wraps up|start(?:ed|s)|began|begins) (?:its|the|a)(?= (?:[\w-]+ ){0,4}(?:session|meeting)))\b"
                r"(?! (?:an? |its |the )?(?:[\w-]+ ){0,3}(?:study (?:session|class|meeting)|lecture|symposium|seminar|press|reception|ceremony|conference|talks))"
                r"|\A(?:[Tt]he )?(?:\w+ ){0,2}[Pp]lenary [Ss]ession of the (?:\w+ ){0,3}Central Committee\b"
                r"|(?<!of the )(?<!of )\b(?:NPC|National People's Congress) Standing Committee\b(?! (?:vice|deputy|chairman|chair|member|official|spokes))(?=[^.;]{0,80}\b(?:session|meeting|review|deliberat|adopt|approv|pass(?:ed|es)|vot|conven|decid))"
                r"|\b(?:session|meeting) (?:of|for)(?: members of)? (?:the|its) (?:\d+th )?(?:[\w']+ ){0,2}(?:Chairpersons?'s? Council|Standing Committee|Presidium|Council of Chairpersons)\b|\btop (?:legislature|political advisory body)\b[^.;]{0,60}\b(?:session|meeting)\b|\bStanding Committee session\b|\bmeeting of the (?:Standing|Political|Central|State Council|CPC|Party|\w+ Committee)"
                r"|\bState Council (?:executive )?(?:meeting)(?! on)\b|\bfirst (?:meeting|conference) of the \w+ (?:Alliance|Union|Association)\b"
                r"|\b(?:decision|decided|agreed)\b[^.;]{0,80}\bby the (?:[Ss]tanding [Cc]ommittee|[Pp]arty group|[Cc]hairpersons) of\b"
                r"|\b(?:first|inaugural) (?:meeting|conference) of the [^.;]{3,60}? (?:was|is) (?:filmed|held|pictured|photographed)\b"
                r"|\b(?:presid(?:ed|ing) over|chair(?:ed|s|ing)|in the chair of|at) (?:the|a) meeting\b|\bbegan reviewing\b|\breview(?:ed|s|ing)? (?:a |the )?draft\b"),
    ("ceremony", r"\b(?:agreement|deal|pact|treaty|memorandum|memorandum of understanding|contract|accord)s? (?:was|were|is)? ?(?:\w+ly )?signed\b|\b(?:ceremony|ceremonies|reception|banquet|gala|credentials)\b|\bawards?\b(?= (?:were|was|ceremony|night))|\blaid? (?:a )?wreath|\b(?:present(?:s|ed)|lay|laid) (?:flower )?(?:baskets?|flowers)\b|\bsilent tribute\b|\bpinn(?:ed|ing) medals\b|\b(?:was|were) decorated\b|\bgroundbreaking\b|\bpaid (?:their |his |her )?respects at\b|\bpa(?:y|id|ys) (?:silent )?tribute to (?:[\w' -]{0,40})(?:heroes|martyrs|victims)\b|\bcut(?:s|ting)? the ribbon\b|\bribbon-cutting\b|\bunveil(?:s|ed) (?:a|the) (?:plaque|monument|statue)\b|\bpledg\w+ allegiance to the Constitution\b|\boath-taking\b|\b(?:declared|declares) open\b|\b(?:present(?:s|ed)|confer(?:s|red)|award(?:s|ed)) (?:the |a )?(?:[A-Z][\w' -]{3,40})?(?:Medals?|medals?|Order of)\b|\bunveiling(?= (?:ceremony|of)\b)"
                 r"|\b(?:tea party|New Year gathering|get-together|funeral|cremated|memorial service)\b"
                 rf"|\b{_SHOW}\b[^.;]{{0,160}}?\b(?:(?:will|is to|is set to|is scheduled to|to) be held|(?:is|was|is being|are|were) (?:being )?held|raised its curtain|opens|opened|kicks off|closed|concludes?|concluded)\b"
                 r"|\b(?:campaign|publicity week|awareness week|publicity month)\b[^.;]{0,60}\b(?:was|were) launched\b|\bkick(?:s|ed) off\b|\bevent (?:opens|opened|kicks off|kicked off|was held|was launched)\b|\b(?:evening|concert|performance|gala)\b[^.;]{0,140}\b(?:staged|performed)\b|\bplant(?:s|ed|ing)? trees\b|\btree[- ]planting\b|\bat the \d{4} [A-Z]\w+ [A-Z]\w+ Awards\b"),
    ("conference", rf"\b(?:attend(?:s|ed|ing)?|held|holds?|hold|open(?:s|ed)?|conven(?:ed|es)|address(?:es|ed|ing)?|clos(?:es|ed)|conclud(?:es|ed)|wraps up|wrapped up|opening of|presid(?:es|ed) over|chair(?:s|ed))\b"
                   rf"[^.;]{{0,90}}?\b(?P<k>{MEETING}|Forum|[Ss]ummit|Conference|Meeting)\b|\b(?:{MEETING}|Conference|Meeting|Forum|(?<!th National People's )Congress(?! Standing)|[Ss]ummit)\b(?:,[^.;]{{3,160}}?,)?[^.;]{{0,30}}?\b(?:held|continue[sd]?|opens|opened|convenes?|convened|concludes|concluded|closes|closed|wraps up|wrapped up|took place|take place)\b"
                   rf"|\A\s*(?:An?|The) (?:[\w-]+ ){{0,6}}?(?P<k4>{MEETING})\b[^;.]{{0,220}}? (?:opened|closed|concluded|convened|was (?:held|convened|called)|kicked off|wrapped up)\b"
                   r"|\bplenary (?:meeting|session)\b|\bnational (?:\w+ )?(?:conference|meeting)\b"
                   r"|\b(?:Ministers|[Mm]inisterial)\b[^.;]{0,60}\b(?:Meeting|meeting|conference|Conference)\b|\b[Ss]ession of the \d+th (?:National People's Congress|NPC|CPPCC|(?:CPPCC )?National Committee)\b(?! Standing)"
                   rf"|\b(?:said|says|told|noted|called|urged|shared|speaking|according to|participants|attendees)\b[^.;]{{0,160}}?\b(?:at|of) (?:the|an?) (?:[\w'&-]+ ){{0,8}}?(?P<k2>(?<!press )(?<!news )(?:{_GATHERING}))\b(?! (?:cent(?:er|re)s?|halls?|rooms?|calls?|tables?)\b)"
                   rf"|\b(?:speech|speeches|remarks|address) at (?:the|an?) (?:[\w'&-]+ ){{0,6}}?(?P<k3>{MEETING}|{_GATHERING}|gathering)\b(?! (?:of the (?:Standing|Political)|on Wednesday of))"
     r"|\b(?:video|virtual|work) (?:conference|meeting)\b|\bexperts participating in the\b|\bMeeting\b[^.;]{0,30}\bstates\b"),
)  # fmt: skip
TRIGGER = tuple((kind, re.compile(pattern)) for kind, pattern in _TRIGGERS)
# For headlines that write every word with a capital.
_ANY_CASE = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TRIGGERS)
_STRONG = frozenset(
    "discipline instruction message study-session talks inspection symposium press-conference meeting appointment".split()
)


def kind_of(where: Lead, is_past: Callable[[Piece], bool], acts: Callable[[Piece], bool]) -> tuple[str, float, Piece | None]:
    """The kind of the main event, how sure that is, and the sentence that tells; none that tells of what is long past.

    `acts` tells of a sentence whether somebody who holds an office is its subject.
    """
    if any(_FEATURE.match(h.text) for h in where.headlines):
        return "report", 0.85, None
    if answered := next((p for p in (*where.headlines, *where.sentences[:1]) if _ANSWERED.search(p.text)), None):
        return "report", 0.85, answered
    told = occasion(where.sentences[:3])
    if told and not any(_first(h.text, strong_only=False, again=False) in _PLAIN for h in where.headlines):
        return told[0], 0.88, told[1]
    for pieces, confidence in (
        (where.headlines, 0.9),
        (where.sentences[:1], 0.88),
        (where.captions, 0.85),
        (where.sentences[1:2], 0.8),
        (where.sentences[2:3], 0.7),
    ):
        if confidence <= 0.8 and _is_opinion(where):
            break
        for piece in pieces:
            if confidence < 0.88 and is_past(piece):
                continue
            found = _first(piece.text, strong_only=confidence == 0.7, again=confidence <= 0.8)
            if found == "conference" and confidence == 0.9 and _is_of_a_body(where, piece):
                found = "meeting"
            if found and not (found in _GATHERINGS and confidence == 0.88 and _is_opinion(where)):
                return found, confidence, piece
    official = [] if _is_opinion(where) else [p for p in (*where.sentences, *where.captions) if acts(p) and not is_past(p)]
    placed = setting(official)
    return (placed[0], 0.7, placed[1]) if placed else ("report", 0.8, None)


def _is_of_a_body(where: Lead, headline: Piece) -> bool:
    """Whether the `meeting` of a headline is, by the first sentence, one of a standing body."""
    bare = re.search(r"\b[Mm]eeting\b", headline.text)
    return bool(bare and where.sentences and _first(where.sentences[0].text, strong_only=False, again=False) == "meeting")


# What a headline tells of these is not made another thing by where somebody spoke of it.
_PLAIN = frozenset("message instruction talks inspection visit discipline study-session symposium press-conference".split())


_FEATURE = re.compile(
    r"(?:Yearender|Feature|Explainer|Backgrounder|Profile|Factbox|Roundup|Pic story|Across China|Economic Watch)\b", re.IGNORECASE
)
# What a speech or a document was answered with, at home and abroad, is a feature about it and not the event again.
_ANSWERED = re.compile(
    r"\b(?:arous|evok|draw|drew|spark|stir|trigger|win|won|caus|elicit|receiv|generat|garner|earn|inspir|met with)\w*\b[^.;]{0,50}?"
    r"\b(?:respons\w*|repercussions?|resonance|reverberations|acclaim|praise|reactions?|applause|discussions?)\b"
    r"|\b(?:encouraged|inspired|moved|heartened|fired up|uplifted|galvani[sz]ed) by\b[^.;]{0,60}\b(?:speech|call|letter|tour|visit|instructions?|remarks|reply|care|concern|words)\b"
    r"|\bstr(?:ikes?|uck) (?:a )?(?:[a-z]+ )?chord\b|\b(?:figures|scholars|experts|circles|walks of life|world|media|communit\w+|personages|observers|cadres|masses|netizens|readers)\b[^.;]{0,40}?"
    r"\b(?:applaud|hail|laud|praise|acclaim|sp[eo]a?ks? highly of|highly (?:apprais|evaluat|prais))",
    re.IGNORECASE,
)


# An article that leads with what experts think is no report of the event they think about.
_OPINION = re.compile(
    r"\b(?:[Ee]xperts?|[Aa]nalysts?|[Oo]bservers?|[Ss]cholars?|[Ee]conomists?|[Ii]nsiders)\b,? (?:have )?(?:said|say|says|believed?|noted?|suggest(?:ed)?)\b(?! (?:at|during) )"
)


def _is_opinion(where: Lead) -> bool:
    return bool(where.sentences) and bool(_OPINION.search(where.sentences[0].text))


# `He said that the games will be held`: what somebody says of a gathering is not the gathering.
_GATHERINGS = frozenset({"ceremony", "conference", "visit"})
_SAID_OF = re.compile(r"\b(?:said|says|told|confirmed|believes?|hope[sd]?)\b[^.;]*? that ")
# What a later sentence tells of papers and gatherings abroad is background to a report more often than its event.
_ABROAD = re.compile(r"\b(?:signed|joint declaration|ministers from)\b")


def _first(text: str, *, strong_only: bool, again: bool) -> str:
    """The kind whose trigger stands first; of two at one place the earlier of the table."""
    text = _SERIES.sub("", text)
    found = [
        (_place(m), n, kind)
        for n, (kind, pattern) in enumerate(_ANY_CASE if _is_capitalised(text) else TRIGGER)
        if (m := pattern.search(text))
        and not (strong_only and m[0].startswith("told "))
        and not (kind in _GATHERINGS and _SAID_OF.search(text, 0, m.start()))
    ]
    kept = [
        f for f in found if (f[2] in _STRONG or not strong_only) and not (again and f[2] == "conference" and _ABROAD.search(text))
    ]
    first = min(kept, default=(0, 0, ""))
    near = [f for f in kept if f[2] == "meeting" and f[0] - first[0] < 80]
    return "meeting" if first[2] == "conference" and near else first[2]


# `New Era, New Deeds | A Village Grows Rich`: what stands before the bar is a series, not what happened.
_SERIES = re.compile(r"\A(?:[^|\n]{8,160} \| |\[[^\]\n]{4,200}\] ?)(?=[^|\n]{20})")


_LONG_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")


def _is_capitalised(text: str) -> bool:
    """Whether a headline writes its words with capitals: `Premier Makes Written Instruction`."""
    words = _LONG_WORD.findall(text)
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _place(m: re.Match[str]) -> int:
    return next((m.start(k) for k in ("k", "k2", "k3", "k4") if m.groupdict().get(k)), m.start())
