"""Records: what an organisation has to write down of its volunteers, and by when.

After order No. 67 of the Ministry of Civil Affairs (志愿服务记录与证明出具办法), a volunteer's
*record* (志愿服务记录) has five parts: the person, their service, and the *entries* that an
organisation makes of *training* (培训), *awards* (表彰奖励) and *evaluations* (评价). Their
service is what volunteering has counted: nothing is written down twice.

What of a shift is not settled yet is *due* some working days after its end; a seat is *settled*
where minutes are counted or claimed for it, or somebody of the host says why none are. Whoever
finds a *line* of their record wrong, or missing, *disputes* it, and may ask others of the shift
to bear *witness*. The host answers: it stays, because …; or it becomes so many minutes, which is a
line of its own. Whoever is not content asks the county, once.

To the national system each line goes out once its person has agreed: it is *pending*, *sent*,
*accepted* or *rejected*. That system has no public interface, so lines go out and answers come in
as files, at the command line.

What always holds: a line never changes; more minutes need a second person of another organisation;
fewer are what their person said, or what the county and such a second person found; nothing is sent
of somebody who has not agreed.
"""
