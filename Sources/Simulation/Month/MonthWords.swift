/// Words of wishes as an office would write them: each kind with things, people and moments that
/// are put together, so that few of a month are the same.
struct MonthWords {
    let category: String
    /// The skill that some of these ask for.
    let skill: String?
    /// To the least frequent kind.
    let weight: Int
    /// What takes how long, in minutes.
    let minutes: ClosedRange<Int>
    /// Titles in which `*` stands for a thing.
    let titles: [String]
    let things: [String]
    let bodies: [String]

    static let kinds: [MonthWords] = [
        MonthWords(
            category: "errand", skill: nil, weight: 9, minutes: 15...50,
            titles: ["帮忙把*送上楼", "代取*", "请人顺路带*", "把*提到六楼"],
            things: ["两桶水", "一袋米", "刚到的包裹", "配好的药", "洗好的被子", "一箱牛奶", "一捆蔬菜"],
            bodies: ["腿脚不便，东西不重。", "电梯在检修，上午最好。", "就在小区门口，走几步路。", ""]),
        MonthWords(
            category: "repair", skill: "repair", weight: 6, minutes: 30...120,
            titles: ["修一修*", "*坏了，请会修的邻居看看", "帮忙检查*"],
            things: ["老座钟", "滴水的龙头", "不亮的灯", "松了的门把手", "收音机", "电饭锅", "纱窗", "床脚"],
            bodies: ["工具家里有一些。", "用了很多年，舍不得换。", "修不好也没关系，看看就行。", ""]),
        MonthWords(
            category: "company", skill: nil, weight: 7, minutes: 40...120,
            titles: ["陪老人*", "想有人一起*", "每周一次，陪着*"],
            things: ["散散步", "说说话", "下盘棋", "去公园坐坐", "听评弹", "晒太阳", "理旧照片"],
            bodies: ["子女在外地，平时一个人。", "半个钟头就好。", "天好的下午最合适。", ""]),
        MonthWords(
            category: "learning", skill: nil, weight: 5, minutes: 30...90,
            titles: ["教一教*", "想学会*", "请耐心的邻居讲讲*"],
            things: ["手机缴水电费", "网上挂号", "视频通话", "用社保卡", "识别诈骗电话", "调大手机字体"],
            bodies: ["学过一次又忘了。", "记性不好，请慢慢说。", "会了以后还能教邻居。", ""]),
        MonthWords(
            category: "health", skill: "health", weight: 4, minutes: 20...90,
            titles: ["上门*", "请懂行的志愿者来*", "想有人定期*"],
            things: ["量血压", "看药品说明", "教简单的康复练习", "测血糖"],
            bodies: ["时间可以商量。", "一个人去不放心。", "每次不久。", ""]),
        MonthWords(
            category: "escort", skill: nil, weight: 4, minutes: 60...180,
            titles: ["陪同*", "想有人陪着*"],
            things: ["去医院复查", "去银行办事", "去社区医院配药", "去理发", "去看望老邻居"],
            bodies: ["路不远，走得慢。", "一个人去不放心。", "约好时间再去。", ""]),
        MonthWords(
            category: "goods", skill: nil, weight: 3, minutes: 20...60,
            titles: ["需要*", "想借用*", "盼有人转让*"],
            things: ["一辆轮椅", "一张坐便椅", "一床厚被子", "一副拐杖", "一台小冰箱", "几本识字书"],
            bodies: ["旧的也可以。", "用完一定还。", "最好能帮忙送来。", ""]),
        MonthWords(
            category: "legal", skill: "legal", weight: 2, minutes: 40...100,
            titles: ["咨询*", "想弄明白*", "请懂法的志愿者讲讲*"],
            things: ["劳动合同", "房屋租赁", "赡养的规定", "遗嘱怎么写", "物业费"],
            bodies: ["材料都留着。", "先问问清楚再说。", ""]),
    ]
}
