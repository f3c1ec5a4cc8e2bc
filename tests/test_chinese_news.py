"""What the rules for Chinese claim about kinds of news in which reading fifty articles end to end showed errors."""

from __future__ import annotations

from datetime import date

import pytest

from kg.authority import load
from kg.extractors.rules import chinese
from kg.extractors.rules.findings import Context, Findings
from kg.extractors.rules.places import places
from kg.model import Article, EventReport, Statement
from kg.text.document import Document

DAY = date(2024, 3, 20)


def read(text: str, title: str = "", published: date = DAY) -> Findings:
    document = Document(Article("a", text, title, "zh", published=published))
    return chinese.read(document, Context(load(), places(document, load())))


def event(text: str, title: str) -> EventReport:
    found = read(text, title).event
    assert found
    return found


def people(text: str, title: str = "") -> set[str]:
    return {m.entity.zh for m in read(text, title).persons}


def roles(text: str, title: str) -> set[tuple[str, str]]:
    return {(p.person.zh, p.role) for p in read(text, title).participations}


def said(text: str, title: str) -> dict[str, str]:
    def words(s: Statement) -> str:
        return text[s.evidence[0].start : s.evidence[0].end]

    return {s.speaker.zh if s.speaker else "": words(s) for s in read(text, title).statements}


class TestKindsOfEvent:
    @pytest.mark.parametrize(
        ("title", "lead", "type"),
        [
            ("全国政协主席会议建议下月开全国政协十四届九次会议", "主席会议日前召开，建议下月开会。", "meeting"),
            ("两部门落实中央林业会议精神", "国务院新闻办今天举行新闻发布会，两部门介绍举措。", "press-conference"),
            ("李强致贺第九届山村论坛", "第九届山村论坛今天在内蒙古开幕。李强发来贺词。", "message"),
            ("东盟与中日韩外长会在马尼拉举行", "今天，外长会在菲律宾马尼拉举行。", "conference"),
            ("李强出席湄公河国家领导人第九次会晤", "20日，李强出席领导人会晤并讲话。", "conference"),
            ("习近平签署第九十号国家主席令", "国家主席习近平20日签署第九十号主席令。", "publication"),
            ("中央军委下发《关于节约用水的意见》", "中央军委日前下发《关于节约用水的意见》。", "publication"),
            ("新华社长篇通讯：山河新貌——治水纪实", "新华社今天播发长篇通讯《山河新貌》。", "publication"),
            ("全国政协会议首场“委员通道”开启", "首场“委员通道”今天开启，八位委员接受采访。", "press-conference"),
            ("中央纪委公开曝光三起违反规定典型问题", "日前，中央纪委公开曝光三起典型问题。", "discipline"),
            ("李强将出席国际林业论坛", "20日，外交部举行中外媒体吹风会，介绍有关情况。", "press-conference"),
            ("写在林业工作座谈会召开两周年之际", "两年前的今天，座谈会在山里召开。", "report"),
            ("宣讲团进校园：青年要有担当", "连日来，宣讲团分赴高校宣讲，师生反响热烈。", "report"),
            ("各地群众拥护李强当选", "连日来，群众纷纷表示拥护。", "report"),
            ("山水有情——李强团拜会讲话引发共鸣", "不能忘了人间真情。", "report"),
            ("冬季运动会开幕在即", "目前，准备工作已经完成。", "report"),
            ("负责人就参拜一事发表谈话", "负责人20日发表谈话。", "publication"),
            ("第四届林业峰会4月在福建举办", "国新办今天召开新闻发布会，介绍峰会情况。", "press-conference"),
            ("丁薛祥主持全国人大常委会第九次会议闭幕会", "常委会会议20日在京闭幕。", "meeting"),
            ("丁薛祥向委员会组成人员颁发任命书", "丁薛祥20日颁发任命书。", "ceremony"),
            ("习近平听取李家超述职报告", "习近平20日听取了述职报告。", "talks"),
            ("李强参观林业青年服务队时指出 要多种树", "20日，李强参观了服务队。", "inspection"),
            ("李强在山河大学发表演讲", "李强20日在山河大学发表演讲。", "conference"),
            ("李强同洛佩斯共同见证林业协议签署", "20日，李强和洛佩斯见证协议签署。", "ceremony"),
            ("【林业周】全国林业年会召开", "全国林业年会今天（3月20日）在京召开。", "conference"),
            ("【林业周】年会背后的故事", "每年春天，老何都要上山。", "report"),
            ("林业活动召开总结会议学习重要批示", "近日，胡锦涛总书记在报告上做出重要批示：“要种树。”", "instruction"),
            ("中共中央政治局常委到联系点调研指导工作", "政治局常委近期分别到联系点调研。", "inspection"),
            ("李强结束出席林业峰会 并对泰国进行访问回到国内", "李强20日在结束出席峰会后启程回国。", "visit"),
            ("2024年全国林业活动周启动", "今天，全国林业活动周在北京开幕。", "ceremony"),
            ("学习全会精神 中央宣讲团动员会在京召开", "动员会20日在京召开。", "conference"),
            ("全国代表大会代表全部选出", "各选举单位选举工作已经完成，代表全部选出。", "report"),
        ],
    )
    def test_headline_and_lead_together_tell_the_kind(self, title: str, lead: str, type: str) -> None:
        assert event(lead, title).type == type

    def test_the_number_of_a_decree_is_no_day(self) -> None:
        assert event("对公告（税委会公告〔2024〕5号）中的清单作调整。", "某委员会发布公告").start is None


class TestPlace:
    def test_whoever_hurries_to_a_place_to_direct_is_there(self) -> None:
        found = event("丁薛祥于19日率有关部门赶赴西藏那曲灾区现场指导救援。", "丁薛祥赶赴西藏指导救援工作")
        assert found.provinces == ("CN-XZ",)

    def test_one_character_may_name_the_province(self) -> None:
        assert event("全国林业年会19日在津召开。", "全国林业年会在津召开").provinces == ("CN-TJ",)

    def test_where_a_meeting_is_held_with_somebody(self) -> None:
        lead = "李强将于25日在北京同世界银行、国际货币基金组织负责人举行对话会。"
        assert event(lead, "李强将举行对话会").provinces == ("CN-BJ",)

    def test_what_a_meeting_only_proposes_is_held_elsewhere(self) -> None:
        lead = "主席会议日前召开，建议大会于下月3日在成都召开。"
        assert event(lead, "全国政协主席会议建议大会下月召开").provinces == ()


class TestNames:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("丁薛祥20日会见了以牛望舒为团长的商会访问团。", "牛望舒"),
            ("白露秋委员代表界别发言说，要多种树。", "白露秋"),
            ("全国政协副主席白露秋、何田和、傅青竹出席会议。", "何田和"),
            ("大会的执行主席是白露秋、丁薛祥、王沪宁。", "白露秋"),
            ("白露秋以249.5环夺冠。", "白露秋"),
            ("山里的村民白露秋这两天没有出门。", "白露秋"),
            ("看着水渠建好，种粮大户白露秋悬着的心放下了。白露秋告诉记者，收成不错。", "白露秋"),
            ("某局局长白露秋公款旅游问题。", "白露秋"),
            ("中央党校（国家行政学院）校长（院长）陈希讲话。", "陈希"),
            ("着陆场高级工程师 白露秋：我们早了四秒。", "白露秋"),
        ],
    )
    def test_what_stands_around_a_name_shows_it(self, text: str, name: str) -> None:
        assert name in people(text)

    def test_the_doubled_word_of_an_adverb_is_no_name(self) -> None:
        assert people("党员边走边看，记者边走边问。") == set()


class TestRoles:
    def test_who_goes_on_in_the_next_sentence_needs_no_name(self) -> None:
        text = "丁薛祥20日赶赴西藏指导救援。随后主持召开会议，研究下一步工作。"
        assert {("丁薛祥", "led"), ("丁薛祥", "chaired")} <= roles(text, "丁薛祥赶赴西藏指导救援工作")

    def test_the_headline_tells_who_attends(self) -> None:
        text = "丁薛祥来到代表团，同大家一起讨论。"
        assert ("丁薛祥", "attended") in roles(text, "丁薛祥参加青海代表团审议")

    def test_all_who_wait_at_the_airport_attend(self) -> None:
        text = "当地时间19日，习近平乘专机抵达马尼拉。\n菲律宾外长洛佩斯、国防部长桑托斯以及三十位使节，军方将领等到机场迎接。"
        found = roles(text, "习近平抵达马尼拉开始对菲律宾进行国事访问")
        assert {("洛佩斯", "attended"), ("桑托斯", "attended")} <= found

    def test_what_is_only_announced_is_not_done_yet(self) -> None:
        text = "20日，外交部举行吹风会，介绍李强出席论坛的情况。李强将出席开幕式并发表主旨演讲。"
        assert roles(text, "李强将出席国际林业论坛") == set()

    def test_an_event_to_come_keeps_its_people(self) -> None:
        text = "全国林业大会将于3月28日在北京开幕，李强将出席大会并讲话。"
        assert ("李强", "spoke") in roles(text, "全国林业大会将开幕")

    def test_who_reads_out_an_instruction_may_speak(self) -> None:
        text = "林业会议20日在京召开。丁薛祥在会上传达习近平重要指示并讲话。"
        assert ("丁薛祥", "spoke") in roles(text, "林业会议召开")

    def test_whoever_leads_others_to_the_airport_is_there_with_them(self) -> None:
        text = "习近平走下舷梯，菲律宾总统洛佩斯率外长桑托斯等热情迎接。"
        found = roles(text, "习近平抵达马尼拉开始对菲律宾进行国事访问")
        assert {("洛佩斯", "attended"), ("桑托斯", "attended")} <= found

    def test_who_addresses_a_gathering_elsewhere_speaks(self) -> None:
        text = "李强22日向在海边举行的2024年林业论坛开幕式发表视频致辞。"
        assert ("李强", "spoke") in roles(text, "李强在2024年林业论坛上致辞")

    def test_those_in_the_room_attend(self) -> None:
        text = "习近平20日会见菲律宾外长洛佩斯。\n国务委员秦刚在座。"
        assert ("秦刚", "attended") in roles(text, "习近平会见菲律宾外长")

    def test_who_meets_the_family_of_the_dead_does_not_meet_the_dead(self) -> None:
        text = "纪念白露秋同志诞辰百年座谈会20日在京举行。王沪宁出席，并会见了白露秋同志亲属。"
        found = roles(text, "纪念白露秋同志诞辰百年座谈会举行")
        assert ("白露秋", "subject") in found
        assert ("白露秋", "met") not in found

    def test_who_reads_out_a_letter_speaks_and_its_author_sends(self) -> None:
        text = "20日，韩正在成都同普京共同出席林业大会，宣读习近平主席贺信并致辞。"
        found = roles(text, "韩正同普京共同出席林业大会")
        assert {("韩正", "spoke"), ("习近平", "sent")} <= found
        assert not {("习近平", "spoke"), ("习近平", "attended")} & found

    def test_guests_announced_attend_what_is_to_come(self) -> None:
        text = "国务院总理李强将于3月28日应邀出席林业年会。\n比利时首相米歇尔、德国总理默克尔等将应邀出席年会。"
        assert {("米歇尔", "attended"), ("默克尔", "attended")} <= roles(text, "李强将出席林业年会")

    def test_those_listed_with_others_at_a_symposium_speak(self) -> None:
        text = "全国政协20日在京召开座谈会。\n委员白露秋、傅青竹等，以及专家学者在座谈会上发言。"
        assert {("白露秋", "spoke"), ("傅青竹", "spoke")} <= roles(text, "全国政协召开座谈会")

    def test_those_who_come_to_listen_do_not_speak(self) -> None:
        text = "全国政协20日举行全体会议。\n丁薛祥，以及国务院有关部门负责人到会听取发言。"
        assert roles(text, "全国政协举行全体会议") == {("丁薛祥", "attended")}

    def test_two_who_comment_on_one_report_both_send(self) -> None:
        text = "近日，胡锦涛总书记在报告上做出重要批示：“要种树。”习近平同志在报告上批示：“要浇水。”"
        assert roles(text, "林业活动学习重要批示") == {("胡锦涛", "sent"), ("习近平", "sent")}

    def test_a_headline_may_name_the_one_disciplined(self) -> None:
        text = "会议20日审议并通过《关于对白露秋案件的报告》，决定给予其处分。"
        assert ("丁薛祥", "subject") in roles(text, "中央决定给予丁薛祥开除党籍处分")


class TestStatements:
    def test_praise_is_not_said(self) -> None:
        assert said("习近平称赞洛佩斯是老朋友。", "习近平会见菲律宾总统") == {}

    def test_what_a_meeting_decides_it_says(self) -> None:
        assert said("会议决定，多种树。", "李强主持会议") == {"": "多种树。"}

    def test_a_welcoming_ceremony_says_nothing(self) -> None:
        assert said("洛佩斯总统在机场举行隆重欢迎仪式。", "李强抵达马尼拉进行正式访问") == {}

    def test_an_instruction_passed_on_is_not_said_here(self) -> None:
        assert "习近平" not in said("丁薛祥主持会议，传达习近平总书记重要指示批示精神，研究工作。", "丁薛祥主持会议")

    def test_an_instruction_speaks_for_its_author(self) -> None:
        text = "会议20日召开。国务院总理李强作出重要批示。批示指出，就业是民生之本。"
        assert said(text, "李强对就业会议作出重要批示") == {"李强": "就业是民生之本。"}

    def test_a_telegram_speaks_for_its_sender(self) -> None:
        text = "习近平在致默克尔的慰问电中表示，向遇难者表示哀悼。"
        assert said(text, "习近平致慰问电") == {"习近平": "向遇难者表示哀悼。"}

    def test_points_announced_in_a_statement_belong_to_it(self) -> None:
        text = "丁薛祥说，就林业提出两点建议：\n第一，多种树。\n第二，少砍树。"
        assert said(text, "丁薛祥出席大会").get("丁薛祥", "").endswith("少砍树。")


def offices(text: str, title: str = "", *, former: bool = False) -> set[tuple[str, str]]:
    return {(h.person.zh, h.office.id) for h in read(text, title).holdings if h.former == former}


class TestOffices:
    def test_members_of_a_group_belong_to_the_one_named_in_full(self) -> None:
        text = "中央治沙工作领导小组组长李强主持会议。领导小组成员白露秋参加。"
        (office,) = {o for who, o in offices(text) if who == "白露秋"}
        assert office == "member@zhongyangzhishagongzuolingdaoxiaozu"

    def test_a_department_of_a_ruling_party_abroad_is_not_chinas(self) -> None:
        found = offices("越共中央书记处书记兼中央办公厅主任陈国旺参加会见。")
        assert ("陈国旺", "director@communist-party-of-vietnam-general-office") in found

    def test_former_goes_for_all_posts_in_one_body_and_is_no_part_of_its_name(self) -> None:
        found = offices("山河银行那里分行原党委书记、行长白露秋被处分。", former=True)
        assert found == {("白露秋", "secretary@shanheyinhangnalifenhang"), ("白露秋", "president@shanheyinhangnalifenhang")}

    def test_the_number_of_a_term_is_no_part_of_a_body(self) -> None:
        found = offices("第十八届中央候补委员白露秋、中国人民政治协商会议第九届全国委员会副主席毛致用出席。")
        assert {("白露秋", "alternate-member@cpc-central-committee"), ("毛致用", "vice-chairman@cppcc")} <= found

    def test_the_chairman_of_a_party_abroad_is_no_president(self) -> None:
        found = offices("李强会见以色列总统里夫林、总理内塔尼亚胡，并会见工党主席赫尔佐克。")
        assert "president@il" not in {o for who, o in found if who == "赫尔佐克"}

    def test_half_a_sentence_is_no_body(self) -> None:
        assert offices("大会热烈欢迎主席白露秋出席，要求阻止总经理何田离开。") == set()

    def test_who_speaks_for_a_security_council_abroad(self) -> None:
        assert ("帕特鲁舍夫", "secretary@ru") in offices("俄罗斯联邦安全会议秘书帕特鲁舍夫表示，将继续合作。")

    def test_a_member_of_a_session_of_the_conference(self) -> None:
        text = "全国政协九届五次会议20日举行第二次全体会议。\n白露秋委员说，要多种树。"
        assert ("白露秋", "member@cppcc") in offices(text)
        assert ("白露秋", "member@cppcc") not in offices("白露秋委员说，要多种树。")


class TestWho:
    def test_a_post_after_a_known_foreigners_name_is_of_that_country(self) -> None:
        found = read("昨天我同阮晋勇总理就此达成共识。", published=date(2013, 10, 15)).holdings
        assert {h.office.id for h in found} == {"prime-minister@vn"}

    def test_shinzo_abe_is_himself(self) -> None:
        found = read("日本首相安倍晋三宣布解散议会。", published=date(2017, 10, 23)).persons
        assert {(m.entity.id, m.entity.en) for m in found} == {("shinzo-abe", "Shinzo Abe")}

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("中央军委委员魏凤和出席。", date(2019, 1, 4)),
            ("中央全面深化改革委员会副主任王沪宁出席会议。", date(2018, 5, 11)),
            ("习近平、江泽民、胡锦涛等同志前往看望。", date(2019, 3, 9)),
        ],
    )
    def test_another_post_of_a_national_leader_makes_no_second_person(self, text: str, day: date) -> None:
        assert all(m.entity.known for m in read(text, published=day).persons)


class TestNoNames:
    @pytest.mark.parametrize(
        "text",
        [
            "国家主席习近平在新春到来之际，主席祝全国人民幸福。",
            "伊朗代表说，愿意合作。伊朗代表表示，愿意谈判。",
            "选举产生欧盟机构负责人。",
            "愿同成员加大对森林的投入，主席都会抽出时间种树。",
            "主席贺信并致辞。外长奥利、比利时首相来访。",
            "大桥地处沂蒙山，局长向会议报告了情况。",
        ],
    )
    def test_verbs_and_halves_of_words_are_no_names(self, text: str) -> None:
        assert people(text) <= {"习近平", "奥利"}

    def test_a_name_in_parts_has_neither_title_nor_particle(self) -> None:
        found = people("总统普拉纳布·慕克吉将于下周访华，副总理兼议长颂萨·杰素拉暖出席。")
        assert found == {"普拉纳布·慕克吉", "颂萨·杰素拉暖"}


def test_a_headline_that_begins_with_a_day_tells_the_day_whatever_days_are_spoken_of():
    found = event(
        "问：昨天两国官员通了电话，你能否证实？\n答：应邀请，部长将于3月25日至28日访华。",
        "2024年3月20日外交部发言人林剑主持例行记者会",
    )
    assert (found.type, found.start, found.end) == ("press-conference", date(2024, 3, 20), date(2024, 3, 20))


class TestListsOfSpeakers:
    def test_names_of_a_list_that_says_who_they_are_need_no_title(self) -> None:
        text = (
            "李强20日在北京主持召开座谈会并讲话。座谈会上，赵文渊、钱易之、孙立群等专家，分别从各自专业角度就林业发展作了发言。"
        )
        assert {("赵文渊", "spoke"), ("钱易之", "spoke"), ("孙立群", "spoke")} <= roles(text, "李强主持召开林业座谈会")

    def test_a_list_of_common_words_holds_no_names(self) -> None:
        assert people("会上，江苏、安徽、山东等代表围绕种树发言。高铁、安全、农业等专家到会。") == set()

    def test_comrades_who_speak_on_their_work_at_a_study_session_spoke(self) -> None:
        text = "中共中央政治局20日下午进行集体学习。这次学习由同志们自学，刘国中、何立峰、张国清同志结合分管领域的工作作了发言。"
        found = roles(text, "中共中央政治局进行集体学习")
        assert {("刘国中", "spoke"), ("何立峰", "spoke"), ("张国清", "spoke")} <= found

    def test_whoever_explains_and_makes_proposals_reported_and_spoke(self) -> None:
        text = "中共中央政治局20日下午进行集体学习。清风大学李文渊教授就这个问题进行讲解，提出了工作建议。"
        assert {("李文渊", "reported"), ("李文渊", "spoke")} <= roles(text, "中共中央政治局进行集体学习")

    def test_whoever_speaks_and_then_describes_the_work_reported_too(self) -> None:
        text = "李强20日主持召开座谈会。会上，湖南省委书记沈晓明先后发言，结合实际介绍工作情况，提出意见和建议。"
        assert {("沈晓明", "reported"), ("沈晓明", "spoke")} <= roles(text, "李强主持召开座谈会")

    def test_those_who_are_heard_spoke_or_reported(self) -> None:
        text = "李强20日主持召开座谈会。在听取白求山、戴维斯、马海明等外国专家发言后，李强说，大家的意见很好。"
        assert {("白求山", "spoke"), ("马海明", "spoke")} <= roles(text, "李强主持召开座谈会")


class TestDeeds:
    @pytest.mark.parametrize(
        ("sentence", "deed"),
        [
            ("丁薛祥出席会议，传达习近平重要指示并讲话。", ("丁薛祥", "spoke")),
            ("丁薛祥出席会议，听取林业情况介绍和专家意见建议并讲话。", ("丁薛祥", "spoke")),
            ("丁薛祥出席开幕式并会见全体代表。", ("丁薛祥", "met")),
            ("丁薛祥主持讲座。王沪宁副主席主讲。", ("王沪宁", "reported")),
            ("丁薛祥应邀作题为《种好树，种大树》的报告。", ("丁薛祥", "reported")),
            ("会议播放了丁薛祥的视频致辞。", ("丁薛祥", "spoke")),
            ("丁薛祥致欢迎辞。", ("丁薛祥", "spoke")),
            ("会上传达了习近平重要指示。", ("习近平", "sent")),
        ],
    )
    def test_customary_wordings_tell_what_somebody_did(self, sentence: str, deed: tuple[str, str]) -> None:
        assert deed in roles(f"全国林业工作会议20日在京召开。{sentence}", "全国林业工作会议在京召开")

    @pytest.mark.parametrize(
        "sentence",
        [
            "会议学习了习近平总书记近期重要讲话精神。",
            "要把思想和行动统一到习近平总书记重要讲话精神上来。",
            "习近平总书记多次发表重要讲话，为林业指明方向。",
            "会议审议习近平出席第九届山村论坛情况的书面报告。",
            "近日，受到表彰的农民给习近平写信，汇报了种树的体会。",
        ],
    )
    def test_a_speech_that_is_studied_is_no_deed_in_the_event(self, sentence: str) -> None:
        found = roles(f"全国林业工作会议20日在京召开。{sentence}", "全国林业工作会议在京召开")
        assert not found & {("习近平", role) for role in ("spoke", "attended", "reported")}

    def test_who_is_visited_because_of_a_gathering_does_not_make_the_visitor_attend(self) -> None:
        text = "李强20日在北京看望参加林业大会的工作人员，向大家表示问候。"
        assert ("李强", "attended") not in roles(text, "李强看望林业大会工作人员")

    def test_a_guest_who_is_welcomed_attends(self) -> None:
        text = "国家主席习近平20日在人民大会堂举行仪式，欢迎法兰西共和国总统马克龙对我国进行国事访问。"
        assert ("马克龙", "attended") in roles(text, "习近平举行仪式欢迎法国总统访华")

    def test_both_sides_of_talks_chair_what_they_chair_together(self) -> None:
        text = "李强20日在北京与俄罗斯总理米舒斯京举行会谈，并共同主持中俄委员会第八次会议。"
        assert {("李强", "chaired"), ("米舒斯京", "chaired")} <= roles(text, "李强同俄罗斯总理会谈")

    def test_all_who_speak_at_a_briefing_spoke(self) -> None:
        text = "国务院新闻办20日举行新闻发布会，介绍林业情况。\n会上说，森林增加了。\n国家林草局局长关志鸥表示，将多种树。"
        assert ("关志鸥", "spoke") in roles(text, "国新办举行新闻发布会介绍林业情况")

    def test_who_is_congratulated_on_an_office_holds_it_and_is_the_subject(self) -> None:
        text = "3月20日，国家主席习近平致电卡洛斯·桑托斯，祝贺他当选巴拿马共和国总统。"
        found = read(text, "习近平向巴拿马当选总统致贺电")
        assert ("卡洛斯·桑托斯", "subject") in {(p.person.zh, p.role) for p in found.participations}
        assert ("卡洛斯·桑托斯", "president") in {(h.person.zh, h.office.role) for h in found.holdings}


class TestNamesBesideSigns:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("清风大学李文渊教授到会。", "李文渊"),
            ("副校长、教授王博同志就这个问题进行讲解。", "王博"),
            ("白秋露介绍说，今年树多了。", "白秋露"),
            ("会议审议了贺一诚关于辞去代表职务的请求。", "贺一诚"),
            ("纪念甘苦同志诞辰100周年座谈会在京举行。", "甘苦"),
            ("双方在习近平主席和普京总统战略引领下前进。", "普京"),
            ("根据俄总统普京命令，部队停火。", "普京"),
            ("校长艾米拉古丽·阿不都、院长王小明先后发言。", "艾米拉古丽·阿不都"),
            ("欧阳泽远委员代表民革中央发言说，要种树。", "欧阳泽远"),
        ],
    )
    def test_what_stands_beside_a_name_shows_that_it_is_one(self, text: str, name: str) -> None:
        assert name in people(text)

    @pytest.mark.parametrize(
        "text",
        [
            "宣言说，要种树。国防部说，不会停止。白皮书说，树多了。",
            "俄罗斯总统府说，不会停止。委员加强对树的研究。社会长治久安。",
            "坚持马克思列宁主义、毛泽东思想。广大妇女儿童工作者很辛苦。",
        ],
    )
    def test_bodies_and_halves_of_words_are_no_names(self, text: str) -> None:
        assert people(text) == set()

    def test_the_bare_name_of_a_headline_is_of_the_name_in_parts_after_it(self) -> None:
        assert people("伊朗总统易卜拉欣·莱希20日发表讲话。", "伊朗总统莱希发表讲话") == people(
            "伊朗总统易卜拉欣·莱希20日发表讲话。"
        )


class TestCustomaryTitles:
    @pytest.mark.parametrize(
        ("text", "office"),
        [
            ("马来西亚最高元首易卜拉欣访华。", "king@my"),
            ("俄罗斯总统新闻秘书佩斯科夫说，没有消息。", "spokesperson@ru"),
            ("俄罗斯联邦委员会主席马特维延科访华。", "speaker@ru"),
            ("中华全国总工会书记处第一书记徐留平致辞。", "secretary@acftu"),
            ("全国人大常委会澳门特别行政区基本法委员会主任李文渊到会。", "chairman@macao-sar-basic-law-committee"),
            ("全国政协十四届二次会议副秘书长李文渊作说明。", "deputy-secretary-general@cppcc"),
            ("中共中央政治局委员、中央“山河新貌、绿水长流”领导小组副组长李文渊主持会议。", "member@politburo"),
        ],
    )
    def test_titles_in_customary_forms_give_offices(self, text: str, office: str) -> None:
        assert office in {f"{h.office.role}@{h.office.organisation.id}" for h in read(text).holdings}

    def test_posts_of_a_life_that_is_remembered_are_former_ones(self) -> None:
        found = read("李文渊同志是优秀党员，曾任国务院副总理、国务委员。").holdings
        assert {(h.office.role, h.former) for h in found} == {("vice-premier", True), ("state-councillor", True)}


class TestKindDayAndPlace:
    @pytest.mark.parametrize(
        ("title", "lead", "type"),
        [
            ("【林业发展系列主题新闻发布会】湖南：树多了", "国务院新闻办公室今天举行发布会。", "press-conference"),
            ("外媒学者：习近平湖南考察意义重大", "多家媒体今天关注考察。", "report"),
            ("习近平总书记在湖南考察时的重要讲话激励干部群众", "连日来，干部群众认真学习。", "report"),
            ("外交部发言人：谈判进入新阶段", "20日，外交部发言人王小明在接受总台记者专访时表示，谈判顺利。", "report"),
            ("港澳办发言人：树多了", "港澳办发言人3月20日发表谈话表示，树多了。", "publication"),
            ("赵乐际同常委会会议列席代表座谈", "赵乐际20日同列席会议的代表座谈。", "symposium"),
            ("大型主题采访活动启动", "大型主题采访活动日前在深圳启动。", "ceremony"),
        ],
    )
    def test_the_lead_or_the_form_of_the_headline_tells_the_kind(self, title: str, lead: str, type: str) -> None:
        assert event(lead, title).type == type

    @pytest.mark.parametrize(
        "lead",
        [
            "全国林业电视电话会议3月20日在京召开。国务院总理李强作出重要批示。",
            "今年3月21日是国际森林日。国务院总理李强日前作出重要批示。",
            "3月18日2时，某地发生山火。国务院总理李强作出批示。",
        ],
    )
    def test_the_day_of_what_an_instruction_is_about_is_not_its_own(self, lead: str) -> None:
        assert event(lead, "李强对林业工作作出重要批示").start is None

    def test_the_same_day_is_the_day_of_publication(self) -> None:
        assert event("当天上午，李强与米舒斯京共同出席林业座谈会。", "李强出席林业座谈会").start == DAY

    def test_a_hall_in_beijing_before_the_other_side_of_talks_sets_the_place(self) -> None:
        text = "3月20日下午，国家主席习近平在北京人民大会堂同来华进行国事访问的法兰西共和国总统马克龙举行友好会谈。"
        assert event(text, "习近平同法国总统会谈").provinces == ("CN-BJ",)


class TestFurtherGuests:
    def test_a_list_of_those_who_came_as_well_needs_no_titles(self) -> None:
        text = "山河市20日召开座谈会，韩正主持。出席座谈会的客人还有梅小雨、何白杨、王晨光、朱永兴、杨震华和张恩地、安立言等。"
        assert {"梅小雨", "张恩地", "安立言"} <= people(text, "山河市召开座谈会")
        assert {("梅小雨", "attended"), ("安立言", "attended")} <= roles(text, "山河市召开座谈会")

    def test_a_list_of_things_that_took_part_holds_no_names(self) -> None:
        text = "山河市20日举行展览。参加展览的产品还有高水平、农作物、白菜、水果、机床等。"
        assert not people(text, "山河市举行展览")

    def test_a_preposition_and_a_title_are_no_name(self) -> None:
        text = "韩正20日向普京总统和与会人员致意。六国领导人向会议致辞，向会议的召开表示祝贺。"
        assert people(text, "韩正致信论坛").isdisjoint({"向普京", "向会议"})

    def test_a_county_and_lasting_peace_hold_no_head_of_county(self) -> None:
        assert not people("要推进山区州县长治久安。久久为功必须日日用功。", "关于治理")

    def test_two_names_joined_before_a_meeting_are_two(self) -> None:
        found = people("会见穆卡巴和姆达瓦时，韩正说，欢迎来访。", "韩正会见穆卡巴和姆达瓦")
        assert {"穆卡巴", "姆达瓦"} <= found


class TestJourneysAbroad:
    def test_later_sentences_of_a_visit_tell_who_met(self) -> None:
        text = (
            "国家副主席韩正18日至22日对巴西进行正式友好访问。\n在会见巴西总统卢拉时，韩正转达问候。\n"
            "在会见副总统阿尔梅时，韩正表示，愿加强合作。\n韩正还会见了州长卡斯罗。"
        )
        found = roles(text, "韩正对巴西进行正式友好访问")
        assert {("韩正", "led"), ("韩正", "met"), ("阿尔梅", "met"), ("卡斯罗", "met")} <= found

    def test_a_bare_post_is_of_the_one_country_of_the_headline(self) -> None:
        text = "韩正18日对巴西进行正式访问。\n访问很成功。\n在会见副总统阿尔梅时，韩正表示，愿加强合作。"
        held = {(h.person.zh, h.office.id) for h in read(text, "韩正对巴西进行正式访问").holdings}
        assert ("阿尔梅", "vice-president@br") in held

    def test_a_journey_that_is_announced_is_a_visit(self) -> None:
        title = "李强将出席林业会议 对巴西和秘鲁进行正式访问"
        text = "应巴西总统卢拉邀请，国务院总理李强将于3月25日至27日对上述两国进行正式访问，并出席林业会议。"
        assert event(text, title).type == "visit"
        assert ("李强", "led") in roles(text, title)

    def test_a_second_title_after_a_name_is_an_office_too(self) -> None:
        found = read("习近平总书记、国家主席同外宾通电话。", "习近平同外宾通电话").holdings
        assert {h.office.id for h in found} == {"general-secretary@cpc-central-committee", "president@prc"}

    def test_a_post_in_a_party_abroad_is_none_in_the_state(self) -> None:
        found = read("巴西复林党主席、总统梅洛出席会议。", "论坛举行").holdings
        assert "president@br" in {h.office.id for h in found}
        assert "chairman@br" not in {h.office.id for h in found}

    def test_heads_of_state_who_hold_a_summit_by_video_met(self) -> None:
        title, text = "李强同法国德国领导人举行视频峰会", "国务院总理李强20日同法国总统马克龙、德国总理默茨举行视频峰会。"
        assert event(text, title).type == "talks"
        assert {("李强", "met"), ("马克龙", "met")} <= roles(text.replace("默茨", "朔尔茨"), title)


class TestWhatIsPublished:
    def test_an_order_that_is_published_has_its_subjects(self) -> None:
        text = "国家主席习近平20日签署第九号主席令。\n免去韩正兼任的外交部部长职务；任命梅小雨为外交部部长。"
        assert roles(text, "习近平签署国家主席令") == {("韩正", "subject"), ("梅小雨", "subject")}

    def test_those_honoured_by_what_is_published_are_its_subjects(self) -> None:
        text = "两部门今天联合发布“最美护林人”先进事迹。马丽、梅小雨、王大力等3名同志获得“最美护林人”称号。"
        assert ("马丽", "subject") in roles(text, "两部门联合发布“最美护林人”先进事迹")

    def test_a_spokesperson_who_makes_a_statement_spoke(self) -> None:
        text = "商务部发言人梅小雨20日就木材贸易发表谈话如下：\n我们注意到有关情况。"
        assert ("梅小雨", "spoke") in roles(text, "商务部发言人就木材贸易发表谈话")


class TestWhoReallySpoke:
    def test_whoever_describes_findings_and_gives_advice_spoke(self) -> None:
        text = "山河市20日召开座谈会。韩正、何维在座谈会上介绍调研成果，并就加快造林、保护水源，改善山路等提出建议。"
        assert {("韩正", "spoke"), ("何维", "reported")} <= roles(text, "山河市召开座谈会")

    def test_a_speech_with_a_long_name_is_a_speech(self) -> None:
        text = (
            "韩正20日出席林业论坛开幕式，并发表题为《携手共进，爱护山林，为了子孙后代的青山绿水与美好生活而不懈努力》的主旨演讲。"
        )
        assert ("韩正", "spoke") in roles(text, "韩正出席林业论坛开幕式")

    def test_a_meeting_that_a_speaker_recalls_is_no_deed(self) -> None:
        text = (
            "林业工作会议20日召开，韩正出席会议。\n韩正表示，造林是大事。习近平总书记主持召开林业座谈会并发表重要讲话，要求种树。"
        )
        assert ("习近平", "chaired") not in roles(text, "韩正出席林业工作会议")

    def test_what_several_speakers_said_is_the_gathering_s(self) -> None:
        text = "座谈会20日召开。韩正、何维、王勇先后发言。他们完全赞同造林的安排，并就保护水源提出建议。"
        assert "造林" in said(text, "山河市召开座谈会")[""]

    def test_a_report_that_was_heard_speaks_for_who_made_it(self) -> None:
        text = "常委会会议20日举行。会议听取了商务部部长王文涛作的关于木材贸易的报告。报告指出，木材贸易增长很快。"
        assert "增长" in said(text, "常委会举行会议")["王文涛"]

    def test_a_pronoun_that_opens_a_sentence_speaks_for_who_was_named(self) -> None:
        text = "座谈会20日举行。王勇在会上讲话。他说，李强总理的嘱托，我们牢记在心，要多种树。"
        assert set(said(text, "座谈会举行")) == {"王勇"}

    def test_whoever_has_listened_then_speaks(self) -> None:
        text = "座谈会20日举行。\n李强在听取汇报和发言后指出，要多种树。"
        assert "种树" in said(text, "李强出席座谈会")["李强"]

    def test_who_speaks_in_an_address_makes_a_statement(self) -> None:
        text = "座谈会20日举行。\n国务院副总理何立峰在会上讲话指出，要保护水源。"
        assert "水源" in said(text, "座谈会举行")["何立峰"]

    def test_who_is_praised_does_not_speak(self) -> None:
        text = "多国人士高度评价李强总理在林业论坛上的演讲，认为演讲很有意义。"
        assert "李强" not in said(text, "多国人士高度评价李强总理演讲")

    def test_whom_a_speaker_quotes_gives_the_words_to_the_speaker(self) -> None:
        text = "王勇20日会见外宾。\n会见很友好。\n王勇表示，合作顺利。习近平主席在林业论坛上宣布支持造林的行动。"
        assert set(said(text, "王勇会见外宾")) == {"王勇"}

    def test_a_published_statement_is_what_its_spokesperson_said(self) -> None:
        text = "商务部发言人梅小雨20日就木材贸易发表谈话如下：\n木材贸易应当公平。"
        assert "公平" in said(text, "商务部发言人就木材贸易发表谈话")["梅小雨"]


class TestDaysOfTours:
    def test_a_later_paragraph_that_goes_through_the_stations_tells_the_days(self) -> None:
        text = "韩正近日在山西调研。他强调，要多种树。\n17日至19日，韩正先后来到太原、大同等地，深入林场。"
        found = event(text, "韩正在山西调研")
        assert (found.start, found.end) == (date(2024, 3, 17), date(2024, 3, 19))


@pytest.mark.parametrize(
    "text",
    [
        "林业表彰仪式20日举行，授予何小苗、孟山青、许林海、赵雨田等“护林人”称号。",
        "由何小苗、孟山青、许林海、赵雨田组成的护林队出发了。",
        "护林代表何小苗、孟山青、许林海、赵雨田受到接见。",
    ],
)
def test_names_in_a_run_need_no_titles(text: str) -> None:
    assert people(text) == {"何小苗", "孟山青", "许林海", "赵雨田"}


@pytest.mark.parametrize(
    "text",
    [
        "他们边学习、边检视、边对照、边整改。",
        "江苏、安徽、江西、湖南等地种树。",
        "获得感、安全感、幸福感、归属感更强了。",
        "白云区、黄埔区、花都区、南沙区都在种树。",
        "松树、杨树、柳树、柏树、樟树长得好。",
    ],
)
def test_words_in_a_run_are_no_names(text: str) -> None:
    assert people(text) == set()
